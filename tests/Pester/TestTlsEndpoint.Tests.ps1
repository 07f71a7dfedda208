BeforeDiscovery {
    $script:noPeer = -not (Get-Command openssl -CommandType Application -ErrorAction Ignore)
}

BeforeAll {
    $root = Split-Path -Parent (Split-Path -Parent $PSScriptRoot)
    Import-Module (Join-Path $root 'TlsTools.psd1') -Force

    function Get-FreePort {
        $listener = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
        $listener.Start()
        $listener.LocalEndpoint.Port
        $listener.Stop()
    }
}

Describe 'Test-TlsEndpoint without a server' {
    It 'reports a closed port as an outcome' {
        $port = Get-FreePort
        $endpoint = Test-TlsEndpoint "127.0.0.1:$port" -ErrorAction Stop
        $endpoint.GetType().FullName | Should -Be 'TlsTools.Probe.TlsEndpoint'
        $endpoint.Outcome | Should -Be 'Refused'
        $endpoint.Port | Should -Be $port
        Test-TlsEndpoint 127.0.0.1 -Port $port -Quiet | Should -BeFalse
    }

    It 'takes and completes the protocols of the table' {
        { Test-TlsEndpoint 127.0.0.1 -Protocol gopher } | Should -Throw '*smtp*gopher*' -ErrorId 'ParameterArgumentValidationError,TlsTools.Commands.TestTlsEndpointCommand'
        $line = 'Test-TlsEndpoint host -Protocol '
        $names = [System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null).CompletionMatches.CompletionText
        $names | Should -Contain 'smtp'
        $names | Should -Contain 'tds'
        (Test-TlsEndpoint "127.0.0.1:$(Get-FreePort)" -Protocol RDP).Protocol | Should -Be 'Rdp'
    }

    It 'refuses what is no proxy, and shows no password' {
        $failure = { Test-TlsEndpoint host -Proxy 'http://user:secret@proxy:1' } | Should -Throw -PassThru -ErrorId 'ProxyNotValid,TlsTools.Commands.TestTlsEndpointCommand'
        "$failure" | Should -Not -Match 'secret'
        $credential = [pscredential]::new('user', (ConvertTo-SecureString secret -AsPlainText -Force))
        (Test-TlsEndpoint host.invalid -Proxy "127.0.0.1:$(Get-FreePort)" -ProxyCredential $credential).Outcome | Should -Be 'ProxyRefused'
    }

    It 'probes all addresses' {
        $endpoints = @(Test-TlsEndpoint localhost -Port (Get-FreePort) -AllAddresses)
        $endpoints.Count | Should -Be @([System.Net.Dns]::GetHostAddresses('localhost') | Sort-Object -Unique).Count
        foreach ($endpoint in $endpoints) { $endpoint.Differences.Count | Should -Be 0 }
    }

    It 'writes an error for what is no target and goes on' {
        $endpoints = @(Test-TlsEndpoint 'host:none', "127.0.0.1:$(Get-FreePort)" -ErrorVariable failed -ErrorAction SilentlyContinue)
        $endpoints.Count | Should -Be 1
        $failed[0].FullyQualifiedErrorId | Should -Be 'TargetNotValid,TlsTools.Commands.TestTlsEndpointCommand'
    }
}

Describe 'Test-TlsEndpoint with a server that insists' -Skip:$noPeer {
    BeforeAll {
        $folder = Join-Path ([System.IO.Path]::GetTempPath()) ([guid]::NewGuid())
        $null = New-Item -ItemType Directory $folder
        $pem = Join-Path $folder 'server.pem'
        & openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 9 -subj '/CN=server.example' -keyout $pem -out "$pem.crt" 2>$null
        Add-Content $pem (Get-Content "$pem.crt" -Raw)
        $port = Get-FreePort
        $server = Start-Process openssl -PassThru -RedirectStandardOutput (Join-Path $folder 'out') -RedirectStandardError (Join-Path $folder 'err') -ArgumentList @(
            's_server', '-www', '-accept', "127.0.0.1:$port", '-cert', $pem, '-key', $pem, '-CAfile', "$pem.crt", '-Verify', '5', '-naccept', '200')
        foreach ($attempt in 1..300) {
            if ((Get-Content (Join-Path $folder 'out') -Raw) -match 'ACCEPT') { break }
            Start-Sleep -Milliseconds 100
        }
    }

    AfterAll {
        Stop-Process -Id $server.Id -ErrorAction Ignore
        $server.WaitForExit()
        Remove-Item -Recurse -Force $folder
    }

    It 'names what it wants' {
        $endpoint = Test-TlsEndpoint "127.0.0.1:$port" -ServerName server.example
        $endpoint.Outcome | Should -Be 'Reachable'
        $endpoint.ClientAuthentication | Should -Be 'Required'
        $endpoint.AcceptableCA.Name | Should -Be 'CN=server.example'
        $endpoint.ServerName | Should -Be 'server.example'
        $endpoint.Versions | ForEach-Object { "$_" } | Should -Contain 'TLS 1.3'
        $endpoint.Cause | Should -Be 'ClientCertificateMissing'
        $endpoint.Handshakes[0].Alert.Description | Should -Be 'certificate_required'
    }

    It 'takes targets from the pipeline, in their order' {
        $targets = @([pscustomobject]@{ ComputerName = '127.0.0.1'; Port = $port }, [pscustomobject]@{ ComputerName = '127.0.0.1'; Port = Get-FreePort })
        ($targets | Test-TlsEndpoint -Quiet) | Should -Be @($true, $false)
        ("127.0.0.1:$port", "127.0.0.1:$port" | Test-TlsEndpoint).Count | Should -Be 2
    }

    It 'asks the server of a handshake again' {
        $first = (Test-TlsEndpoint "127.0.0.1:$port" -ServerName server.example).Handshakes[0]
        $again = $first | Test-TlsEndpoint
        $again.Port | Should -Be $port
        $again.ServerName | Should -Be 'server.example'
    }

    It 'tries only the versions that are wanted' {
        (Test-TlsEndpoint "127.0.0.1:$port" -Version 'TLS 1.2').Versions | ForEach-Object { "$_" } | Should -Be 'TLS 1.2'
    }

    It 'finds all' {
        $endpoint = Test-TlsEndpoint "127.0.0.1:$port" -All
        $endpoint.CipherSuites[0].Version | Should -Be 'TLS 1.3'
        $endpoint.CipherSuites[0].CipherSuites.Count | Should -BeGreaterThan 1
        $endpoint.Groups.Count | Should -BeGreaterThan 1
    }

    It 'shows a table and a list' {
        $endpoint = Test-TlsEndpoint "127.0.0.1:$port"
        $table = ($endpoint | Format-Table | Out-String -Width 120) -replace "`e\[[0-9;]*m", ''
        $table | Should -Match 'Required'
        foreach ($line in $table -split '\r?\n') { $line.Length | Should -BeLessOrEqual 120 }
        ($endpoint | Format-List | Out-String -Width 120) | Should -Match 'AcceptableCA'
    }
}

Describe 'Test-TlsEndpoint with a client certificate' -Skip:$noPeer {
    BeforeAll {
        $folder = Join-Path ([System.IO.Path]::GetTempPath()) ([guid]::NewGuid())
        $null = New-Item -ItemType Directory $folder
        foreach ($name in 'server', 'friend', 'stranger') {
            $pem = Join-Path $folder $name
            & openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 9 -subj "/CN=$name.example" -keyout "$pem.key" -out "$pem.crt" 2>$null
            & openssl pkcs12 -export -in "$pem.crt" -inkey "$pem.key" -out "$pem.p12" -passout pass:throw-away -name $name
        }
        $port = Get-FreePort
        $server = Start-Process openssl -PassThru -RedirectStandardOutput (Join-Path $folder 'out') -RedirectStandardError (Join-Path $folder 'err') -ArgumentList @(
            's_server', '-www', '-accept', "127.0.0.1:$port", '-cert', "$folder/server.crt", '-key', "$folder/server.key", '-CAfile', "$folder/friend.crt",
            '-Verify', '5', '-verify_return_error')
        foreach ($attempt in 1..300) {
            if ((Get-Content (Join-Path $folder 'out') -Raw) -match 'ACCEPT') { break }
            Start-Sleep -Milliseconds 100
        }
        $password = ConvertTo-SecureString 'throw-away' -AsPlainText -Force
    }

    AfterAll {
        Stop-Process -Id $server.Id -ErrorAction Ignore
        $server.WaitForExit()
        Remove-Item -Recurse -Force $folder
    }

    It 'takes a file with a password' {
        $endpoint = Test-TlsEndpoint "127.0.0.1:$port" -CertificatePath "$folder/friend.p12" -Password $password
        $endpoint.ClientCertificate.Verdict | Should -Be 'Accepted'
        $endpoint.ClientCertificate.With.Certificate.Subject.Name | Should -Be 'CN=friend.example'
        $endpoint.ClientCertificate.Without.Alert | Should -Be 'certificate_required'
        $endpoint.ClientAuthentication | Should -Be 'Required'
        ($endpoint | Format-List | Out-String -Width 120) | Should -Match 'Accepted'
    }

    It 'takes an object' {
        $certificate = [System.Security.Cryptography.X509Certificates.X509Certificate2]::CreateFromPemFile("$folder/stranger.crt", "$folder/stranger.key")
        $trial = (Test-TlsEndpoint "127.0.0.1:$port" -Certificate $certificate).ClientCertificate
        $trial.Verdict | Should -Be 'Refused'
        $trial.With.Answer | Should -Be 'RefusedByAlert'
        $trial.With.Handshake.GetType().FullName | Should -Be 'TlsTools.Handshakes.TlsHandshake'
    }

    It 'takes certificate and key from PEM files of their own' {
        (Test-TlsEndpoint "127.0.0.1:$port" -CertificatePath "$folder/friend.crt", "$folder/friend.key").ClientCertificate.Verdict | Should -Be 'Accepted'
    }

    It 'keeps what was on the wire' {
        $null = Test-TlsEndpoint "127.0.0.1:$port" -CapturePath "$folder/kept.pcapng"
        (Get-TlsHandshake "$folder/kept.pcapng")[0].Alert.Description | Should -Be 'certificate_required'
        { Test-TlsEndpoint "127.0.0.1:$port" -CapturePath "$folder/absent/kept.pcapng" } |
            Should -Throw -ErrorId 'FileNotWritten,TlsTools.Commands.TestTlsEndpointCommand'
    }

    It 'asks nobody where there is no key' {
        $certificate = [System.Security.Cryptography.X509Certificates.X509Certificate2]::CreateFromPem((Get-Content "$folder/friend.crt" -Raw))
        { Test-TlsEndpoint "127.0.0.1:$port" -Certificate $certificate } |
            Should -Throw -ErrorId 'PrivateKeyMissing,TlsTools.Commands.TestTlsEndpointCommand'
        { Test-TlsEndpoint "127.0.0.1:$port" -CertificatePath "$folder/friend.crt" } |
            Should -Throw -ErrorId 'PrivateKeyNotReadable,TlsTools.Commands.TestTlsEndpointCommand'
        { Test-TlsEndpoint "127.0.0.1:$port" -CertificatePath "$folder/absent.p12" } |
            Should -Throw -ErrorId 'FileNotFound,TlsTools.Commands.TestTlsEndpointCommand'
    }
}
