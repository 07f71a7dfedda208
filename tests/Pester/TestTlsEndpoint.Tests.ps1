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
