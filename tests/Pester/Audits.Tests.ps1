BeforeDiscovery {
    $script:noPeer = -not (Get-Command openssl -CommandType Application -ErrorAction Ignore)
}

BeforeAll {
    $root = Split-Path -Parent (Split-Path -Parent $PSScriptRoot)
    $samples = Join-Path $root 'samples'
    $audits = Join-Path (Join-Path $root 'module') 'audits'
    $manifest = Join-Path $root 'TlsTools.psd1'
    Import-Module $manifest -Force

    # An audit in a shell of its own, as Pester in Pester would count its tests here too.
    function Invoke-Audit([string] $File, [string] $Data) {
        $script = @"
Import-Module Pester -MinimumVersion 5.0
Import-Module '$manifest'
`$secret = ConvertTo-SecureString throwaway -AsPlainText -Force
`$configuration = New-PesterConfiguration
`$configuration.Run.Container = New-PesterContainer -Path '$(Join-Path $audits $File)' -Data $Data
`$configuration.Run.PassThru = `$true
`$configuration.Output.Verbosity = 'None'
`$result = Invoke-Pester -Configuration `$configuration
`$result.Tests | ForEach-Object { [pscustomobject] @{ Name = `$_.ExpandedPath; Result = `$_.Result; Message = "`$(`$_.ErrorRecord | Select-Object -First 1)" } } | ConvertTo-Json -AsArray
"@
        (& (Get-Process -Id $PID).Path -NoProfile -NonInteractive -Command $script) -join "`n" | ConvertFrom-Json
    }

    function Start-OpenSslServer([string[]] $Arguments) {
        $listener = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
        $listener.Start()
        $free = $listener.LocalEndpoint.Port
        $listener.Stop()
        $out = Join-Path $folder "out-$free"
        $process = Start-Process openssl -PassThru -RedirectStandardOutput $out -RedirectStandardError "$out.err" -ArgumentList (@('s_server', '-www', '-accept', "127.0.0.1:$free", '-naccept', '400') + $Arguments)
        foreach ($attempt in 1..300) {
            if ((Get-Content $out -Raw) -match 'ACCEPT') { break }
            Start-Sleep -Milliseconds 100
        }

        [pscustomobject] @{ Port = $free; Process = $process }
    }
}

Describe 'Audit of captures' {
    It 'is green for captures without a failure' {
        $tests = Invoke-Audit 'Capture.Audit.ps1' "@{ Path = '$samples/kafka-*.pcap', '$samples/mutual-*.pcap' }"
        $tests.Result | Sort-Object -Unique | Should -Be 'Passed'
        $tests.Name | Should -Contain '127.0.0.1:9094.completes its handshakes'
    }

    It 'is red for a server that fails, and says why' {
        $tests = Invoke-Audit 'Capture.Audit.ps1' "@{ Path = '$samples/client-certificate-missing.pcap' }"
        $red = $tests | Where-Object Result -EQ Failed
        @($red).Count | Should -Be 1
        $red.Message | Should -BeLike '*1 of 1 failed: ClientCertificateMissing (1)*'
    }

    It 'bears with what is allowed' {
        $tests = Invoke-Audit 'Capture.Audit.ps1' "@{ Path = '$samples/client-certificate-missing.pcap'; AllowedCause = 'ClientCertificateMissing' }"
        $tests.Result | Sort-Object -Unique | Should -Be 'Passed'
    }

    It 'is red where there is nothing' {
        $tests = Invoke-Audit 'Capture.Audit.ps1' "@{ Path = '$samples/kafka-one-way-tls12.pcap'; Version = 'TLS 1.3' }"
        ($tests | Where-Object Result -EQ Failed).Name | Should -BeLike '*negotiates no other version*'
    }
}

Describe 'Should -CompleteTlsHandshake' {
    It 'takes handshakes and paths' {
        Get-TlsHandshake (Join-Path $samples 'kafka-*.pcap') | Should -CompleteTlsHandshake
        Join-Path $samples 'mutual-tls12.pcap' | Should -CompleteTlsHandshake
        Join-Path $samples 'version-mismatch.pcap' | Should -Not -CompleteTlsHandshake
    }

    It 'says what failed' {
        { Get-TlsHandshake (Join-Path $samples 'version-mismatch.pcap') | Should -CompleteTlsHandshake -Because 'of the night' } |
            Should -Throw '*because of the night, but 1 of 1 failed (#1 to 127.0.0.1:*: ProtocolVersionMismatch)'
    }
}

Describe 'What cannot be judged' {
    BeforeAll {
        $closed = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
        $closed.Start()
        $down = "127.0.0.1:$($closed.LocalEndpoint.Port)"
        $closed.Stop()
    }

    It 'is no success of Should, with -Not neither' {
        { $down | Should -Not -NegotiateTls '1.1' } | Should -Throw "*not $down to negotiate TLS 1.1, but Nobody listens*"
        { $down | Should -Not -RequireClientCertificate } | Should -Throw '*Nobody listens*'
        { $down | Should -Not -AcceptClientCertificate } | Should -Throw '*Nobody listens*'
        { @() | Should -CompleteTlsHandshake } | Should -Throw '*there was none'
    }

    It 'leaves no test of a server that is down green' {
        $tests = Invoke-Audit 'Endpoint.Audit.ps1' "@{ Target = '$down'; ClientAuthentication = 'NotRequested' }"
        $tests.Result | Should -Not -Contain 'Passed'
        foreach ($red in $tests | Where-Object Result -EQ Failed) { $red.Message | Should -BeLike '*Nobody listens*' }
    }

    It 'is named where the data is wrong' {
        $wrong = @(
            @{ File = 'Endpoint.Audit.ps1'; Data = "@{ Target = [pscustomobject] @{ Host = 'a.example' } }"; Said = '*no ComputerName, only: Host*' }
            @{ File = 'Endpoint.Audit.ps1'; Data = "@{ Target = @{ ComputerName = 'a.example'; Port = 'x' } }"; Said = "*'x', which is no number*" }
            @{ File = 'Endpoint.Audit.ps1'; Data = "@{ Target = 'a.example'; ClientAuthentication = 'Yes' }"; Said = '*it is NotRequested, Optional or Required*' }
            @{ File = 'Capture.Audit.ps1'; Data = "@{ Path = 'absent.pcap' }"; Said = '*captures cannot be audited: *absent.pcap*' }
            @{ File = 'ClientCertificate.Audit.ps1'; Data = "@{ Path = 'absent.p12'; Target = 'a.example' }"; Said = '*store cannot be audited: *absent.p12*' }
        )
        $script = "Import-Module Pester -MinimumVersion 5.0; Import-Module '$manifest'`n" + (($wrong | ForEach-Object {
                    "(Invoke-Pester -Container (New-PesterContainer -Path '$(Join-Path $audits $_.File)' -Data $($_.Data)) -PassThru -Output None).Containers.ErrorRecord | ForEach-Object { `"`$_`" }"
                }) -join "`n")
        $said = @(& (Get-Process -Id $PID).Path -NoProfile -NonInteractive -Command $script)
        $said.Count | Should -Be $wrong.Count
        for ($index = 0; $index -lt $wrong.Count; $index++) { $said[$index] | Should -BeLike $wrong[$index].Said }
    }
}

Describe 'Import-Module' {
    It 'loads nothing for Pester where there is none' {
        $script = "Import-Module '$manifest'; [bool] (Get-Module Pester)"
        & (Get-Process -Id $PID).Path -NoProfile -NonInteractive -Command $script | Should -Be 'False'
    }
}

Describe 'Against servers' -Skip:$noPeer {
    BeforeAll {
        $folder = Join-Path ([System.IO.Path]::GetTempPath()) ([guid]::NewGuid())
        $null = New-Item -ItemType Directory $folder
        Push-Location $folder
        foreach ($ca in 'ca', 'other') {
            & openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 90 -subj "/CN=Throw-away $ca" -keyout "$ca.key" -out "$ca.crt" -addext basicConstraints=critical,CA:TRUE 2>$null
        }

        foreach ($leaf in @(@{ Name = 'server'; Ca = 'ca'; Days = 60 }, @{ Name = 'soon'; Ca = 'ca'; Days = 5 }, @{ Name = 'client'; Ca = 'ca'; Days = 60 }, @{ Name = 'stranger'; Ca = 'other'; Days = 60 })) {
            & openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$($leaf.Name).example" -keyout "$($leaf.Name).key" -out leaf.csr 2>$null
            Set-Content leaf.ext "subjectAltName=DNS:server.example,IP:127.0.0.1"
            & openssl x509 -req -in leaf.csr -CA "$($leaf.Ca).crt" -CAkey "$($leaf.Ca).key" -CAcreateserial -days $leaf.Days -extfile leaf.ext -out "$($leaf.Name).crt" 2>$null
            & openssl pkcs12 -export -in "$($leaf.Name).crt" -inkey "$($leaf.Name).key" -certfile "$($leaf.Ca).crt" -name $leaf.Name -passout pass:throwaway -out "$($leaf.Name).p12" 2>$null
        }

        Pop-Location
        $mutual = Start-OpenSslServer '-cert', "$folder/server.crt", '-key', "$folder/server.key", '-CAfile', "$folder/ca.crt", '-chainCAfile', "$folder/ca.crt", '-Verify', '3', '-verify_return_error'
        $open = Start-OpenSslServer '-cert', "$folder/soon.crt", '-key', "$folder/soon.key", '-tls1_2'
        $secret = ConvertTo-SecureString throwaway -AsPlainText -Force
    }

    AfterAll {
        foreach ($server in $mutual, $open) {
            Stop-Process -Id $server.Process.Id -ErrorAction Ignore
            $server.Process.WaitForExit()
        }

        Remove-Item -Recurse -Force $folder
    }

    It 'audits a server that is as intended' {
        $tests = Invoke-Audit 'Endpoint.Audit.ps1' "@{ Target = @{ ComputerName = '127.0.0.1'; Port = $($mutual.Port); ServerName = 'server.example'; ClientAuthentication = 'Required'; AcceptableCA = 'CN=Throw-away ca' }; ForbiddenCipherSuite = @() }"
        ($tests | Where-Object Result -EQ Failed | ForEach-Object { "$($_.Name): $($_.Message)" }) | Should -BeNullOrEmpty
        @($tests | Where-Object Result -EQ Passed).Count | Should -Be 7
    }

    It 'finds what is not as intended' {
        $tests = Invoke-Audit 'Endpoint.Audit.ps1' "@{ Target = '127.0.0.1:$($open.Port)'; ForbiddenCipherSuite = '*_CBC_*'; ClientAuthentication = 'Required' }"
        $red = ($tests | Where-Object Result -EQ Failed).Name -replace '^.*?:\d+\.', ''
        $red | Should -Contain 'takes these versions and no others: TLS 1.2 TLS 1.3'
        $red | Should -Contain 'has certificates that are valid for 30 more days'
        $red | Should -Contain 'has client authentication as intended: Required'
        $red | Should -Contain 'has no cipher suite that is forbidden'
        $red | Should -Not -Contain 'answers'
    }

    It 'audits a client certificate that fits, and one that does not' {
        $tests = Invoke-Audit 'ClientCertificate.Audit.ps1' "@{ Path = '$folder/client.p12'; Password = `$secret; Target = '127.0.0.1:$($mutual.Port)'; Try = `$true }"
        ($tests | Where-Object Result -NE Passed | ForEach-Object { "$($_.Name): $($_.Message)" }) | Should -BeNullOrEmpty
        $tests = Invoke-Audit 'ClientCertificate.Audit.ps1' "@{ Path = '$folder/stranger.p12'; Password = `$secret; Target = '127.0.0.1:$($mutual.Port)'; Try = `$true }"
        $red = $tests | Where-Object Result -EQ Failed
        @($red.Name -like '*would be sent').Count | Should -Be 1
        @($red.Name -like '*is accepted').Count | Should -Be 1
        ($red | Where-Object Name -Like '*would be sent').Message | Should -BeLike '*IssuerNotListed*'
    }

    It 'has operators for Should, green and red' {
        "127.0.0.1:$($mutual.Port)" | Should -NegotiateTls '1.2', '1.3'
        "127.0.0.1:$($open.Port)" | Should -Not -NegotiateTls 'TLS 1.3'
        { "127.0.0.1:$($open.Port)" | Should -NegotiateTls '1.3' } | Should -Throw '*to negotiate TLS 1.3, but it takes TLS 1.2'
        "127.0.0.1:$($mutual.Port)" | Should -RequireClientCertificate
        [pscustomobject] @{ ComputerName = '127.0.0.1'; Port = $open.Port } | Should -Not -RequireClientCertificate
        "127.0.0.1:$($mutual.Port)" | Should -AcceptClientCertificate "$folder/client.p12" -Password $secret
        "127.0.0.1:$($mutual.Port)" | Should -Not -AcceptClientCertificate "$folder/stranger.p12" -Password $secret
        { "127.0.0.1:$($mutual.Port)" | Should -AcceptClientCertificate "$folder/stranger.p12" -Password $secret } | Should -Throw '*to accept the client certificate, but *'
    }
}
