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

Describe 'Start-TlsListener without a client' {
    It 'ends when its time is over' {
        @(Start-TlsListener -TimeoutSeconds 1 6>$null).Count | Should -Be 0
    }

    It 'says where it listens' {
        (Start-TlsListener -TimeoutSeconds 1 -AcceptableCA 'CN=One', 'CN=Two' 6>&1 | Out-String) | Should -Match 'Listening at 127\.0\.0\.1:\d+, naming 2 acceptable authorities'
    }

    It 'writes an error where the port is taken' {
        $taken = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
        $taken.Start()
        { Start-TlsListener -Port $taken.LocalEndpoint.Port -TimeoutSeconds 1 6>$null } | Should -Throw -ErrorId 'ListenerNotStarted,TlsTools.Commands.StartTlsListenerCommand'
        $taken.Stop()
    }

    It 'writes an error where the server shows no request' {
        Start-TlsListener -ComputerName "127.0.0.1:$(Get-FreePort)" -TimeoutSeconds 1 -ErrorVariable failed -ErrorAction SilentlyContinue 6>$null
        $failed[0].FullyQualifiedErrorId | Should -Be 'NoRequestSeen,TlsTools.Commands.StartTlsListenerCommand'
    }
}

Describe 'Start-TlsListener with a client' -Skip:$noPeer {
    BeforeAll {
        $folder = Join-Path ([System.IO.Path]::GetTempPath()) ([guid]::NewGuid())
        $null = New-Item -ItemType Directory $folder
        & openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 9 -subj '/CN=client.example' -keyout "$folder/client.key" -out "$folder/client.crt" 2>$null

        # The client tries until the listener is there.
        function Start-Client([int] $port, [string[]] $options) {
            $shell = [powershell]::Create().AddScript({
                param($port, $options)
                foreach ($attempt in 1..300) {
                    $said = 'x' | & openssl s_client -connect "127.0.0.1:$port" @options 2>&1 | Out-String
                    if ($said -notmatch 'refused') { break }
                    Start-Sleep -Milliseconds 100
                }
            }).AddArgument($port).AddArgument($options)
            $shell | Add-Member -NotePropertyName Running -NotePropertyValue $shell.BeginInvoke() -PassThru
        }

        function Wait-Client($shell) {
            $null = $shell.EndInvoke($shell.Running)
            $shell.Dispose()
        }
    }

    AfterAll {
        Remove-Item -Recurse -Force $folder
    }

    It 'tells what a client sends' {
        $port = Get-FreePort
        $client = Start-Client $port '-cert', "$folder/client.crt", '-key', "$folder/client.key"
        $report = Start-TlsListener -Port $port -AcceptableCA "$folder/client.crt" -Count 1 -TimeoutSeconds 60 6>$null
        Wait-Client $client
        $report.GetType().FullName | Should -Be 'TlsTools.Probe.TlsClientReport'
        $report.Reply | Should -Be 'Sent'
        $report.MatchedAuthority.Name | Should -Be 'CN=client.example'
        $report.IsSignatureValid | Should -BeTrue
        $report.Handshake.AcceptableCA.Name | Should -Be 'CN=client.example'
        $table = ($report | Format-Table | Out-String -Width 120) -replace "`e\[[0-9;]*m", ''
        $table | Should -Match 'Sent'
        foreach ($line in $table -split '\r?\n') { $line.Length | Should -BeLessOrEqual 120 }
        ($report | Format-List | Out-String -Width 120) | Should -Match 'CN=client.example'
    }

    It 'takes the request of a handshake' {
        $handshake = Get-TlsHandshake (Join-Path $root 'samples/client-certificate-withheld.pcap')
        $port = Get-FreePort
        $client = Start-Client $port '-tls1_2'
        $report = $handshake | Start-TlsListener -Port $port -Version 'TLS 1.2' -Count 1 -TimeoutSeconds 60 6>$null
        Wait-Client $client
        $report.Reply | Should -Be 'Empty'
        $report.Version | Should -Be 'TLS 1.2'
        $report.Handshake.AcceptableCA.Name | Should -Be $handshake.AcceptableCA.Name
        $report.Handshake.CertificateRequest.SignatureSchemes.Count | Should -Be $handshake.CertificateRequest.SignatureSchemes.Count
    }
}
