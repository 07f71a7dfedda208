BeforeDiscovery {
    $hasOpenSsl = [bool](Get-Command openssl -CommandType Application -ErrorAction Ignore)
}

BeforeAll {
    $root = Split-Path -Parent (Split-Path -Parent $PSScriptRoot)
    Import-Module (Join-Path $root 'TlsTools.psd1') -Force
    $folder = New-Item -ItemType Directory -Path (Join-Path ([IO.Path]::GetTempPath()) ([Guid]::NewGuid()))

    # Answers on loopback: GET gives the revocation list, POST is a question that openssl answers.
    $listener = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
    $listener.Start()
    $address = "http://127.0.0.1:$($listener.LocalEndpoint.Port)"
    $requests = [Collections.Concurrent.ConcurrentQueue[string]]::new()
    $authority = [PowerShell]::Create().AddScript({
        param($listener, $folder, $requests)
        Set-Location $folder
        while ($true) {
            try { $connection = $listener.AcceptTcpClient() } catch { return }
            try {
                $connection.ReceiveTimeout = 10000
                $stream = $connection.GetStream()
                $head, $status, $answer = '', '200 OK', [byte[]]@()
                while (-not $head.EndsWith("`r`n`r`n")) { $head += [char]$stream.ReadByte() }
                $requests.Enqueue(($head -split ' HTTP/')[0])
                if ($head -match 'Content-Length: (\d+)') {
                    $question = [byte[]]::new([int]$Matches[1])
                    for ($count = 0; $count -lt $question.Length;) { $count += $stream.Read($question, $count, $question.Length - $count) }
                    [IO.File]::WriteAllBytes("$folder/question", $question)
                    openssl ocsp -index index.txt -CA authority.pem -rsigner authority.pem -rkey authority.key -ndays 1 -reqin question -respout answer *> $null
                    $answer = [IO.File]::ReadAllBytes("$folder/answer")
                }
                elseif (Test-Path list.crl) {
                    $answer = [IO.File]::ReadAllBytes("$folder/list.crl")
                }
                else {
                    $status = '404 Not Found'
                }

                $stream.Write([Text.Encoding]::ASCII.GetBytes("HTTP/1.1 $status`r`nContent-Length: $($answer.Length)`r`nConnection: close`r`n`r`n"))
                $stream.Write($answer)
            }
            finally {
                $connection.Dispose()
            }
        }
    }).AddArgument($listener).AddArgument($folder.FullName).AddArgument($requests)
    $null = $authority.BeginInvoke()

    # Its clients, of which each names one source only.
    $sha256 = [Security.Cryptography.HashAlgorithmName]::SHA256
    $pkcs1 = [Security.Cryptography.RSASignaturePadding]::Pkcs1
    $from = [DateTimeOffset]::UtcNow.AddDays(-1)
    $key = [Security.Cryptography.RSA]::Create(2048)
    $request = [Security.Cryptography.X509Certificates.CertificateRequest]::new('CN=Online Test Authority', $key, $sha256, $pkcs1)
    $request.CertificateExtensions.Add([Security.Cryptography.X509Certificates.X509BasicConstraintsExtension]::new($true, $false, 0, $true))
    $ca = $request.CreateSelfSigned($from, $from.AddDays(30))
    Set-Content (Join-Path $folder 'authority.pem') $ca.ExportCertificatePem()
    Set-Content (Join-Path $folder 'authority.key') $key.ExportPkcs8PrivateKeyPem()
    $list = [Security.Cryptography.X509Certificates.CertificateRevocationListBuilder]::new()
    $index = foreach ($client in @(
            @{ Name = 'list-good'; Serial = 1; Address = "$address/list" }
            @{ Name = 'list-revoked'; Serial = 2; Address = "$address/list" }
            @{ Name = 'responder-good'; Serial = 3 }
            @{ Name = 'responder-revoked'; Serial = 4 }
        )) {
        $clientKey = [Security.Cryptography.RSA]::Create(2048)
        $request = [Security.Cryptography.X509Certificates.CertificateRequest]::new("CN=$($client.Name)", $clientKey, $sha256, $pkcs1)
        $request.CertificateExtensions.Add($(
                if ($client.Address) {
                    [Security.Cryptography.X509Certificates.CertificateRevocationListBuilder]::BuildCrlDistributionPointExtension([string[]]$client.Address)
                }
                else {
                    [Security.Cryptography.X509Certificates.X509AuthorityInformationAccessExtension]::new([string[]]"$address/ocsp", [string[]]@())
                }))
        $issued = $request.Create($ca, $from, $from.AddDays(20), [byte[]]$client.Serial)
        Set-Content (Join-Path $folder "$($client.Name).pem") $issued.ExportCertificatePem(), $clientKey.ExportPkcs8PrivateKeyPem()
        $revoked = $client.Name -like '*-revoked'
        if ($revoked) {
            $list.AddEntry([byte[]]$client.Serial, $from)
        }

        '{0}{1}' -f $(if ($revoked) { 'R' } else { 'V' }), ("`t491231235959Z`t{0}`t{1:X2}`tunknown`t/CN={2}" -f $(if ($revoked) { $from.ToString("yyMMddHHmmss'Z'") }), $client.Serial, $client.Name)
    }

    [IO.File]::WriteAllLines((Join-Path $folder 'index.txt'), [string[]]$index)
    [IO.File]::WriteAllBytes((Join-Path $folder 'list.crl'), $list.Build($ca, 1, $from.AddDays(7), $sha256, $pkcs1, $from))
    $trusted = Join-Path $folder 'authority.pem'
}

AfterAll {
    $listener.Stop()
    $authority.Dispose()
    Remove-Item -Recurse -Force $folder
}

Describe 'Test-ClientCertificate -Online' -Skip:(-not $hasOpenSsl) {
    It 'learns from the <Source> that a certificate is <State>' -ForEach @(
        @{ Source = 'list'; State = 'good'; Asked = 'GET /list' }
        @{ Source = 'list'; State = 'revoked'; Asked = 'GET /list' }
        @{ Source = 'responder'; State = 'good'; Asked = 'POST /ocsp' }
        @{ Source = 'responder'; State = 'revoked'; Asked = 'POST /ocsp' }
    ) {
        $requests.Clear()
        $test = Test-ClientCertificate (Join-Path $folder "$Source-$State.pem") -TrustStore $trusted -Online
        $test.WouldBeAccepted | Should -BeExactly ($State -eq 'good')
        ($test.Reasons -contains 'Revoked') | Should -Be ($State -eq 'revoked')
        $check = $test.Checks | Where-Object Id -Like 'Revo*'
        $check.Id | Should -BeExactly 'Revoked'
        $check.Result | Should -Be $(if ($State -eq 'good') { 'Pass' } else { 'Fail' })
        $requests.ToArray() | Should -Be $Asked
    }

    It 'asks once for all certificates of a store' {
        $requests.Clear()
        $tests = Test-ClientCertificate (Join-Path $folder 'list-*.pem') -TrustStore $trusted -Online
        $tests.WouldBeAccepted | Should -Be $true, $false
        $requests.ToArray() | Should -Be 'GET /list'
    }

    It 'asks nobody without the switch' {
        $requests.Clear()
        $test = Test-ClientCertificate (Join-Path $folder 'list-revoked.pem') -TrustStore $trusted
        ($test.Checks | Where-Object Id -EQ 'Revoked').Result | Should -Be 'Unknown'
        $requests.Count | Should -Be 0
    }

    It 'says whom it could not ask' {
        Rename-Item (Join-Path $folder 'list.crl') 'list.away'
        try {
            $test = Test-ClientCertificate (Join-Path $folder 'list-good.pem') -TrustStore $trusted -Online
            ($test.Checks | Where-Object Id -EQ 'RevocationNotFetched').Message | Should -BeExactly "'$address/list' was no help. It answered 404."
        }
        finally {
            Rename-Item (Join-Path $folder 'list.away') 'list.crl'
        }
    }
}
