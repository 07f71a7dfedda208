# Servers and clients whose every word is an attack, asked and awaited by the cmdlets and by the command.
BeforeDiscovery {
    $script:noPeer = -not (Get-Command openssl -CommandType Application -ErrorAction Ignore)
    $script:noCommand = -not (Get-ChildItem (Join-Path $PSScriptRoot '../../src/TlsTools.Cli/bin') -Recurse -Include tlstools, tlstools.exe -ErrorAction Ignore)
}

BeforeAll {
    $root = Split-Path -Parent (Split-Path -Parent $PSScriptRoot)
    Import-Module (Join-Path $root 'TlsTools.psd1') -Force
    . (Join-Path $PSScriptRoot 'HostileNames.ps1')

    # Answers every connection alike: a greeting, then one answer to each thing that is said.
    function Start-HostileServer([byte[]] $Greeting, [byte[][]] $Answers) {
        $listener = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
        $listener.Start()
        $shell = [powershell]::Create().AddScript({
            param($listener, $greeting, $answers)
            while ($true) {
                try { $client = $listener.AcceptTcpClient() } catch { break }
                try {
                    $stream = $client.GetStream()
                    $stream.ReadTimeout = 2000
                    $said = [byte[]]::new(16384)
                    if ($greeting) { $stream.Write($greeting, 0, $greeting.Length) }
                    foreach ($answer in $answers) {
                        if ($stream.Read($said, 0, $said.Length) -eq 0) { break }
                        $stream.Write($answer, 0, $answer.Length)
                    }

                    while ($stream.Read($said, 0, $said.Length) -gt 0) { }
                } catch { } finally { $client.Dispose() }
            }
        }).AddArgument($listener).AddArgument($Greeting).AddArgument($Answers)
        $null = $shell.BeginInvoke()
        $servers.Add(@{ Listener = $listener; Shell = $shell })
        $listener.LocalEndpoint.Port
    }

    function Text([string] $Text) { , [System.Text.Encoding]::UTF8.GetBytes($Text) }

    $servers = [System.Collections.Generic.List[object]]::new()
    $ports = @{
        Names     = Start-HostileServer $null (, [byte[]] $handshake[1].Bytes)
        Plaintext = Start-HostileServer $null (, (Text "220 $evilLine`r`n"))
        Smtp      = Start-HostileServer (Text "220 $evilLine`r`n") (Text "250-$evilLine`r`n250 STARTTLS`r`n"), (Text "454 $evilLine`r`n")
        Proxy     = Start-HostileServer $null (, (Text "HTTP/1.1 403 $evilLine`r`nServer: $evilLine`r`n`r`n"))
    }
    $options = @{
        Names     = @{ ComputerName = "127.0.0.1:$($ports.Names)"; Version = 'TLS 1.2' }
        Plaintext = @{ ComputerName = "127.0.0.1:$($ports.Plaintext)" }
        Smtp      = @{ ComputerName = "127.0.0.1:$($ports.Smtp)"; Protocol = 'smtp' }
        Proxy     = @{ ComputerName = 'host.invalid:443'; Proxy = "127.0.0.1:$($ports.Proxy)" }
    }
    $words = @{
        Names     = "127.0.0.1:$($ports.Names)", '--tls-version', 'TLS 1.2'
        Plaintext = , "127.0.0.1:$($ports.Plaintext)"
        Smtp      = "127.0.0.1:$($ports.Smtp)", '--protocol', 'smtp'
        Proxy     = 'host.invalid:443', '--proxy', "127.0.0.1:$($ports.Proxy)"
    }
    $tool = Get-ChildItem (Join-Path $root 'src/TlsTools.Cli/bin') -Recurse -Include tlstools, tlstools.exe -ErrorAction Ignore | Sort-Object LastWriteTime | Select-Object -Last 1 -ExpandProperty FullName

    function Test-Harmless($Objects) {
        Get-Danger ($Objects | Out-String -Width 120) | Should -BeNullOrEmpty
        Get-Danger ($Objects | Format-List * | Out-String -Width 120) | Should -BeNullOrEmpty
        Get-Danger (($Objects | ConvertTo-Csv) -join "`n") | Should -BeNullOrEmpty
        Get-DangerOfJson (@($Objects) | ConvertTo-Json -Depth 5 -AsArray -WarningAction SilentlyContinue | ConvertFrom-Json) | Should -BeNullOrEmpty
    }

    # What the command writes, byte by byte: the shell would take escape sequences for its own.
    function Get-CommandOutput([string[]] $Arguments) {
        $start = [System.Diagnostics.ProcessStartInfo]::new($tool)
        foreach ($argument in $Arguments) { $start.ArgumentList.Add($argument) }
        $start.RedirectStandardOutput = $start.RedirectStandardError = $true
        $start.StandardOutputEncoding = $start.StandardErrorEncoding = [System.Text.Encoding]::UTF8
        $start.WorkingDirectory = $TestDrive
        $process = [System.Diagnostics.Process]::Start($start)
        $problems = $process.StandardError.ReadToEndAsync()
        $text = $process.StandardOutput.ReadToEnd()
        $process.WaitForExit()
        [pscustomobject]@{ Code = $process.ExitCode; Text = $text; Problems = $problems.Result }
    }

    $PSStyle.OutputRendering = 'PlainText'
}

AfterAll {
    $PSStyle.OutputRendering = 'Host'
    foreach ($server in $servers) {
        $server.Listener.Stop()
        $server.Shell.Stop()
        $server.Shell.Dispose()
    }
}

Describe 'A hostile server: <Kind>' -ForEach @(
    @{ Kind = 'Names'; Seen = { $_.ServerCertificates[0].Subject } }
    @{ Kind = 'Plaintext'; Seen = { $_.Handshakes.Plaintext.Text } }
    @{ Kind = 'Smtp'; Seen = { $_.Handshakes.Refusal.Text } }
    @{ Kind = 'Proxy'; Seen = { $_.Message } }
) {
    BeforeAll {
        $splat = $options[$Kind]
        $endpoint = Test-TlsEndpoint @splat -TimeoutSeconds 5
    }

    It 'is heard' {
        ($endpoint | ForEach-Object $Seen) -join ' ' | Should -BeLike '*1b*owned*'
    }

    It 'is harmless in what Test-TlsEndpoint writes' {
        Test-Harmless $endpoint
        Test-Harmless $endpoint.Handshakes
        Test-Harmless $endpoint.Findings
        Get-Danger ($endpoint.Handshakes | Show-TlsHandshake | Out-String -Width 120) | Should -BeNullOrEmpty
    }

    It 'is harmless in what tlstools probe writes' -Skip:$noCommand {
        foreach ($form in @(), @('--json')) {
            $said = Get-CommandOutput (@('probe', '--timeout', '5') + $words[$Kind] + $form)
            $said.Text | Should -BeLike '*1b*owned*'
            Get-Danger $said.Text | Should -BeNullOrEmpty
            Get-Danger $said.Problems | Should -BeNullOrEmpty
            if ($form) { Get-DangerOfJson ($said.Text | ConvertFrom-Json) | Should -BeNullOrEmpty }
        }
    }
}

Describe 'A hostile client' -Skip:$noPeer {
    BeforeAll {
        # One that names a server, and one that has a certificate; each tries until the listener is there.
        function Start-HostileClient([int] $Port) {
            $shell = [powershell]::Create().AddScript({
                param($port, $hello, $pem)
                foreach ($attempt in 1..300) {
                    try {
                        $client = [System.Net.Sockets.TcpClient]::new('127.0.0.1', $port)
                        $client.GetStream().Write($hello, 0, $hello.Length)
                        $null = $client.GetStream().Read([byte[]]::new(16384), 0, 16384)
                        $client.Dispose()
                        break
                    } catch { Start-Sleep -Milliseconds 100 }
                }

                'x' | & openssl s_client -connect "127.0.0.1:$port" -tls1_2 -cert $pem -key $pem 2>&1 | Out-Null
            }).AddArgument($Port).AddArgument([byte[]] $handshake[0].Bytes).AddArgument($pem)
            $shell | Add-Member -NotePropertyName Running -NotePropertyValue $shell.BeginInvoke() -PassThru
        }

        function Get-FreePort {
            $free = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
            $free.Start()
            $free.LocalEndpoint.Port
            $free.Stop()
        }
    }

    It 'is harmless in what Start-TlsListener writes' {
        $port = Get-FreePort
        $client = Start-HostileClient $port
        $reports = @(Start-TlsListener -Port $port -Count 2 -TimeoutSeconds 60 6>$null)
        $null = $client.EndInvoke($client.Running)
        $reports.ServerName -join ' ' | Should -BeLike '*1b*owned*'
        $reports.Certificates.Subject -join ' ' | Should -BeLike '*1b*owned*'
        Test-Harmless $reports
        Test-Harmless $reports.Handshake
    }

    It 'is harmless in what tlstools listen writes <Form>' -Skip:$noCommand -ForEach @{ Form = @() }, @{ Form = '--json' } {
        $port = Get-FreePort
        $client = Start-HostileClient $port
        $said = Get-CommandOutput (@('listen', '--port', $port, '--count', 2, '--timeout', 60) + $Form)
        $null = $client.EndInvoke($client.Running)
        $said.Text | Should -BeLike '*1b*owned*'
        Get-Danger $said.Text | Should -BeNullOrEmpty
        Get-Danger $said.Problems | Should -BeNullOrEmpty
    }
}

Describe 'A hostile file, read by the command' -Skip:$noCommand {
    BeforeAll {
        # What is called so came out of an archive.
        $strange = Join-Path $TestDrive "folder/one`e[31mred`u{202e}.pcap"
        $null = New-Item -ItemType Directory (Join-Path $TestDrive 'folder')
        Copy-Item -LiteralPath $hostile $strange
        Set-Content -LiteralPath (Join-Path $TestDrive "folder/two`e[31m.pcap") 'no capture'
        Copy-Item -LiteralPath $pem (Join-Path $TestDrive "folder/three`e[31m`u{202e}.pem")
    }

    It 'is harmless to <_>' -ForEach @(
        'handshake hostile.pcap', 'handshake hostile.pcap --messages', 'handshake hostile.pcap --json', 'handshake folder', 'handshake folder --messages'
        'diagnose hostile.pcap', 'diagnose hostile.pcap --json', 'diagnose folder'
        'show hostile.pcap', 'show hostile.pcap --json', 'show folder', 'show hostile.pcap --svg', 'show hostile.pcap --html', 'show hostile.pcap --mermaid'
        'report hostile.pcap --output -', 'report folder --output -'
        'measure hostile.pcap --by ServerName', 'measure hostile.pcap --by ServerCertificate,Alpn --json', 'measure folder --by Source'
        'certificate hostile.pem', 'certificate hostile.pem --json', 'certificate folder'
        'acceptable-ca hostile.pcap', 'acceptable-ca hostile.pcap --json', 'acceptable-ca hostile.log', 'acceptable-ca folder'
        'compare-ca hostile.pem --handshake hostile.pcap', 'compare-ca hostile.pem --handshake hostile.pcap --json', 'compare-ca folder --handshake hostile.pcap'
        'test-client-certificate hostile.pem --handshake hostile.pcap', 'test-client-certificate hostile.pem --handshake hostile.pcap --json', 'test-client-certificate folder --handshake hostile.pcap'
        'log hostile.log', 'log hostile.log --json', 'log hostile.log --messages', 'log hostile.log --capture hostile.pcap'
        'protect hostile.pcap copy.pcap --replace-name --replace-address --force', 'protect hostile.pcap copy.pcap --replace-name --replace-address --force --json'
    ) {
        $said = Get-CommandOutput ($_ -split ' ')
        $said.Text + $said.Problems | Should -Not -BeNullOrEmpty
        $said.Problems | Should -Not -BeLike '*--help*'
        Get-Danger $said.Text | Should -BeNullOrEmpty
        Get-Danger $said.Problems | Should -BeNullOrEmpty
        if ($_ -match '--json') { foreach ($line in $said.Text -split "`n" -ne '') { Get-DangerOfJson ($line | ConvertFrom-Json) | Should -BeNullOrEmpty } }
        if ($_ -match '--svg|--html|--mermaid|report') {
            $said.Text | Should -Not -BeLike '*<script>alert*'
            $said.Text | Should -Not -BeLike '*"onload=alert*'
        }
    }
}
