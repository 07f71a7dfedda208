BeforeAll {
    $root = Split-Path -Parent (Split-Path -Parent $PSScriptRoot)
    $samples = Join-Path $root 'samples'
    $failing = Join-Path $samples 'client-certificate-missing.pcap'
    $healthy = Join-Path $samples 'kafka-one-way-tls12.pcap'
    Import-Module (Join-Path $root 'TlsTools.psd1') -Force

    # Objects as a console of 120 columns shows them, without colours.
    function Show([object[]] $InputObject, [string] $View = 'Format-Table') {
        (($InputObject | & $View | Out-String -Width 120) -replace "`e\[[0-9;]*m", '') -split '\r?\n'
    }
}

Describe 'The module' {
    It 'imports in a fresh process' {
        $manifest = Join-Path $root 'TlsTools.psd1'
        $milliseconds = & (Get-Process -Id $PID).Path -NoProfile -NonInteractive -Command "(Measure-Command { Import-Module '$manifest' }).TotalMilliseconds"
        Write-Host ('Import-Module took {0:N0} ms' -f [double] $milliseconds)
        [double] $milliseconds | Should -BeGreaterThan 0
    }

    It 'exports what its manifest lists' {
        $listed = (Import-PowerShellDataFile (Join-Path $root 'TlsTools.psd1')).CmdletsToExport
        (Get-Command -Module TlsTools).Name | Sort-Object | Should -Be ($listed | Sort-Object)
    }

    It 'gives help with examples' {
        $help = Get-Help Get-TlsHandshake -Full
        $help.Synopsis | Should -BeLike '*TLS*'
        @($help.examples.example).Count | Should -BeGreaterOrEqual 3
    }
}

Describe 'Get-TlsHandshake' {
    It 'reads a capture by path' {
        $handshake = Get-TlsHandshake -Path $failing
        $handshake.GetType().FullName | Should -Be 'TlsTools.Handshakes.TlsHandshake'
        $handshake.ServerName | Should -Be 'broker.example'
        $handshake.Version -eq 'TLS 1.2' | Should -BeTrue
        $handshake.Outcome | Should -Be 'Failed'
    }

    It 'finds the broken ones with "Where Alert"' {
        $broken = Get-TlsHandshake -Path $failing, $healthy | Where-Object Alert
        @($broken).Count | Should -Be 1
        $broken.Alert.Description | Should -Be 'bad_certificate'
        $broken.Alert.Sender | Should -Be 'Server'
    }

    It 'resolves wildcards' {
        $handshakes = Get-TlsHandshake (Join-Path $samples 'kafka-*.pcap')
        @($handshakes.Source | Sort-Object -Unique).Count | Should -Be 2
    }

    It 'searches a folder' {
        @((Get-TlsHandshake $samples).Source | Sort-Object -Unique).Count | Should -BeGreaterOrEqual 10
    }

    It 'takes files from Get-ChildItem' {
        $files = Get-ChildItem $samples -Filter '*.pcap'
        @(($files | Get-TlsHandshake).Source | Sort-Object -Unique).Count | Should -Be $files.Count
    }

    It 'takes a name with brackets as it is' {
        $copy = Join-Path $TestDrive 'cap[1].pcap'
        [System.IO.File]::Copy($failing, $copy)
        @(Get-TlsHandshake -LiteralPath $copy).Count | Should -Be 1
        @(Get-ChildItem -LiteralPath $copy | Get-TlsHandshake).Count | Should -Be 1
    }

    It 'filters' {
        @(Get-TlsHandshake $samples -Failed | Where-Object { -not $_.Alert -and $_.Outcome -ne 'Failed' }).Count | Should -Be 0
        @(Get-TlsHandshake $failing -ServerName '*.example').Count | Should -Be 1
        @(Get-TlsHandshake $failing -ServerName '*.invalid').Count | Should -Be 0
        @(Get-TlsHandshake $failing -Port 9093).Count | Should -Be 1
        @(Get-TlsHandshake $failing -Port 1).Count | Should -Be 0
        @(Get-TlsHandshake $failing -Address 192.0.2.1).Count | Should -Be 0
        @(Get-TlsHandshake $samples -First 2).Count | Should -Be 2
    }

    It 'stops when the pipeline has enough' {
        @(Get-TlsHandshake $samples | Select-Object -First 1).Count | Should -Be 1
    }
}

Describe 'A long capture' {
    BeforeAll {
        # Behind a real handshake come gigabytes of packets without a byte, in a file without blocks.
        $long = Join-Path $TestDrive 'long.pcap'
        [System.IO.File]::Copy($healthy, $long)
        $file = [System.IO.File]::OpenWrite($long)
        $file.SetLength(8GB)
        $file.Dispose()

        $shell = [powershell]::Create()
        $null = $shell.AddScript("Import-Module '$(Join-Path $root 'TlsTools.psd1')'; Get-TlsHandshake '$long'")
        $output = [System.Management.Automation.PSDataCollection[psobject]]::new()
        $running = $shell.BeginInvoke([System.Management.Automation.PSDataCollection[psobject]]::new(), $output)
        while ($shell.Streams.Progress.Count -lt 2 -and -not $running.IsCompleted) { Start-Sleep -Milliseconds 10 }
        $stopping = Measure-Command { $shell.Stop() }
    }

    AfterAll {
        $shell.Dispose()
        Remove-Item -LiteralPath $long
    }

    It 'shows progress by bytes' {
        $first, $second = @($shell.Streams.Progress)[0, 1]
        $first.Activity | Should -Be 'Reading long.pcap'
        $second.StatusDescription | Should -Match '^\d+ of 8192 MiB$'
        [int] ($second.StatusDescription -split ' ')[0] | Should -BeGreaterThan ([int] ($first.StatusDescription -split ' ')[0])
    }

    It 'stops at once' {
        $shell.InvocationStateInfo.State | Should -Be 'Stopped'
        $stopping.TotalMilliseconds | Should -BeLessThan 1000
        $shell.Streams.Error | Should -BeNullOrEmpty
    }
}

Describe 'Errors of Get-TlsHandshake' {
    It 'says CaptureNotReadable with the offset, and goes on' {
        $handshakes = Get-TlsHandshake (Join-Path $root 'README.md'), $healthy -ErrorVariable problems -ErrorAction SilentlyContinue
        @($handshakes).Count | Should -Be 1
        @($problems).Count | Should -Be 1
        $problems[0].FullyQualifiedErrorId | Should -Be 'CaptureNotReadable,TlsTools.Commands.GetTlsHandshakeCommand'
        $problems[0].CategoryInfo.Category | Should -Be 'InvalidData'
        $problems[0].Exception.Message | Should -BeLike '*byte 0*'
    }

    It 'writes what stands before the end of a capture that is cut off' {
        $bytes = [System.IO.File]::ReadAllBytes($healthy)
        $cut = Join-Path $TestDrive 'cut.pcap'
        [System.IO.File]::WriteAllBytes($cut, $bytes[0..($bytes.Length - 6)])
        $handshakes = Get-TlsHandshake $cut -ErrorVariable problems -ErrorAction SilentlyContinue
        @($handshakes).Count | Should -Be 1
        $problems[0].FullyQualifiedErrorId | Should -Be 'CaptureNotReadable,TlsTools.Commands.GetTlsHandshakeCommand'
    }

    It 'says <Id> for <Path>' -TestCases @(
        @{ Path = 'no-such-file.pcap'; Id = 'FileNotFound' }
        @{ Path = 'env:PATH'; Id = 'NotAFile' }
        @{ Path = (Split-Path -Parent $PSCommandPath); Id = 'NoCaptureInFolder' }
    ) {
        Get-TlsHandshake $Path -ErrorVariable problems -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problems[0].FullyQualifiedErrorId | Should -Be "$Id,TlsTools.Commands.GetTlsHandshakeCommand"
    }
}

Describe 'Views' {
    It 'says which connection, how it ended and why, in 120 columns' {
        $lines = Show (Get-TlsHandshake $failing)
        ($lines | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 120
        $table = $lines -join ' '
        $table | Should -Match '127\.0\.0\.1:\d+ .*→ .*broker\.example'
        $table | Should -Match ' TLS 1\.2 +server: bad_certificate .*ClientCertificateMissing'
    }

    It 'says who spoke with whom in the room that a terminal of <Width> columns has' -TestCases @(
        @{ Width = 120; Name = 'broker.example'; Expected = '10.0.0.1:40000        → 10.0.0.2:9093 (broker.example)' }
        @{ Width = 120; Name = ''; Expected = '10.0.0.1:40000        → 10.0.0.2:9093' }
        @{ Width = 120; Name = 'a.name.that.is.long.and.leaves.no.room'; Expected = "10.0.0.1:40000`n→ 10.0.0.2:9093 (a.name.that.is.long.and.leaves.no.room)" }
        @{ Width = 80; Name = 'broker.example'; Expected = "10.0.0.1:40000`n→ broker.example:9093" }
        @{ Width = 80; Name = ''; Expected = "10.0.0.1:40000`n→ 10.0.0.2:9093" }
        @{ Width = 0; Name = ''; Expected = "10.0.0.1:40000`n→ 10.0.0.2:9093" }
    ) {
        [TlsTools.Commands.HandshakeView]::Connection('10.0.0.1:40000', '10.0.0.2:9093', $Name, $Width) | Should -BeExactly $Expected
    }

    It 'says what is known where an end is not' {
        [TlsTools.Commands.HandshakeView]::Connection('', '', 'broker.example', 80) | Should -BeExactly '→ broker.example'
        [TlsTools.Commands.HandshakeView]::Connection('', '10.0.0.2:9093', 'broker.example', 80) | Should -BeExactly '→ broker.example:9093'
        [TlsTools.Commands.HandshakeView]::Connection('', '', '', 80) | Should -BeExactly ''
        [TlsTools.Commands.HandshakeView]::Connection('10.0.0.1:40000', '', '', 120) | Should -BeExactly '10.0.0.1:40000'
    }

    It 'shows many files under one heading on demand' {
        $lines = (Get-TlsHandshake (Join-Path $samples 'mutual-*.pcap'), $failing | Format-Table -View Files | Out-String -Width 80) -replace "`e\[[0-9;]*m", '' -split '\r?\n'
        @($lines -match '^Version +Result').Count | Should -Be 1
        @($lines -match '^TLS 1\.2 completed +mutual-tls12\.pcap #1').Count | Should -Be 1
        @($lines -match '→ 127\.0\.0\.1:8443 \(localhost\)').Count | Should -BeGreaterThan 0
        @($lines -match 'server: bad_certificate').Count | Should -Be 1
        ($lines | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 80
    }

    It 'takes a version by its number, and warns of a name that there is not' {
        @(Get-TlsHandshake (Join-Path $samples 'mutual-tls12.pcap') -Version 1.2 -WarningVariable warned).Count | Should -Be 1
        $warned | Should -BeNullOrEmpty
        foreach ($wrong in @{ Cause = 'ClientCertificateMising' }, @{ Alert = 'bad_cert' }, @{ CipherSuite = 'AES256' }, @{ Version = '9' }) {
            Get-TlsHandshake $failing @wrong -WarningVariable warned -WarningAction SilentlyContinue | Should -BeNullOrEmpty
            "$warned" | Should -BeLike "-$($wrong.Keys)*matches none*"
        }

        Get-TlsHandshake $failing -Cause *Missing, None* -WarningVariable warned -WarningAction SilentlyContinue | Should -Not -BeNullOrEmpty
        @($warned).Count | Should -Be 1
    }

    It 'breaks no word of the result' {
        $lines = Show (Get-TlsHandshake (Join-Path $samples 'http-to-tls-port.pcap'))
        ($lines -join ' ') -replace ' +', ' ' | Should -BeLike '* client sent plaintext *(http), server: *unexpected_message *NotTls*'
    }

    It 'keeps the result readable in <Width> columns' -TestCases @(@{ Width = 80 }, @{ Width = 120 }) {
        $lines = ((Get-TlsHandshake $failing | Out-String -Width $Width) -replace "`e\[[0-9;]*m", '') -split '\r?\n'
        ($lines | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual $Width
        $lines -match ' TLS 1\.2 server: bad_certificate' | Should -Not -BeNullOrEmpty
    }

    It 'lists more on demand' {
        $lines = Show (Get-TlsHandshake $failing) 'Format-List'
        $lines -match '^CipherSuite +: TLS_' | Should -Not -BeNullOrEmpty
        $lines -match '^AcceptableCA +: \{CN=' | Should -Not -BeNullOrEmpty
        $lines = Show (Get-TlsHandshake (Join-Path $samples 'http-to-tls-port.pcap')) 'Format-List'
        $lines -match '^Result +: client sent plaintext \(http\), server: unexpected_message' | Should -Not -BeNullOrEmpty
        $lines -match '^Plaintext +: Client: GET / HTTP/1\.1' | Should -Not -BeNullOrEmpty
    }

    It 'shows messages, alerts and certificates in 120 columns' {
        $handshake = Get-TlsHandshake $failing
        foreach ($part in $handshake.Messages, $handshake.Alerts, $handshake.ServerCertificates) {
            $lines = Show $part
            ($lines | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 120
            @($lines -match '\S').Count | Should -BeGreaterThan 2
        }
    }

    It 'gives other commands something to work with' {
        (Get-TlsHandshake $failing | ConvertTo-Json -Depth 5 -WarningAction SilentlyContinue | ConvertFrom-Json).ServerName | Should -Be 'broker.example'
        (Get-TlsHandshake $failing | ConvertTo-Csv | ConvertFrom-Csv).Server | Should -Match '^127\.0\.0\.1:9093$'
    }
}

Describe 'Completion' {
    It 'completes <Parameter> with what the capture holds' -ForEach @(
        @{ Parameter = 'ServerName'; Word = 'bro'; Expected = 'broker.example' }
        @{ Parameter = 'Address'; Word = '127'; Expected = '127.0.0.1' }
        @{ Parameter = 'Port'; Word = '909'; Expected = '9094' }
    ) {
        $line = "Get-TlsHandshake '$healthy' -$Parameter $Word"
        $completion = [System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null)
        $completion.CompletionMatches.CompletionText | Should -Be $Expected
    }

    It 'offers nothing for a file that is no capture' {
        $line = "Get-TlsHandshake '$(Join-Path $samples 'README.md')' -ServerName x"
        [System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null).CompletionMatches |
            Where-Object ResultType -NE 'ProviderItem' | Should -BeNullOrEmpty
    }
}

Describe 'Decryption' {
    BeforeAll {
        $mutual = Join-Path $samples 'mutual-tls13.pcap'
        $keys = Join-Path $samples 'mutual-tls13.keys'
    }

    It 'reads what TLS 1.3 encrypts with a key log' {
        $handshake = Get-TlsHandshake $mutual -KeyLogPath (Join-Path $samples '*.keys')
        $handshake.Decryption.State | Should -Be 'Complete'
        $handshake.ClientAuthentication | Should -Be 'Sent'
        @($handshake.AcceptableCA).Count | Should -Be 1
        $handshake.ClientCertificates[0].Subject.Name | Should -BeLike 'CN=kafka-client*'
        @($handshake.Messages | Where-Object Decrypted | Where-Object { -not $_.Encrypted }).Count | Should -Be 0
    }

    It 'uses what a capture carries' {
        (Get-TlsHandshake (Join-Path $samples 'mutual-tls13-with-keys.pcapng')).ClientAuthentication | Should -Be 'Sent'
    }

    It 'uses the file that SSLKEYLOGFILE names' {
        $env:SSLKEYLOGFILE = $keys
        try { (Get-TlsHandshake $mutual).Decryption.State | Should -Be 'Complete' }
        finally { Remove-Item Env:SSLKEYLOGFILE }
        (Get-TlsHandshake $mutual).Decryption | Should -BeNullOrEmpty
    }

    It 'counts lines that do not fit, and warns' {
        $handshake = Get-TlsHandshake (Join-Path $samples 'kafka-one-way-tls13.pcap') -KeyLogPath $keys -WarningVariable warnings -WarningAction SilentlyContinue
        $handshake.Decryption.State | Should -Be 'NoSecret'
        "$warnings" | Should -BeLike '*0 of 5 lines*'
    }

    It 'says that a store holds no server key' {
        Get-TlsHandshake $mutual -ServerKeyPath (Join-Path $samples 'README.md') -ErrorVariable problems -ErrorAction SilentlyContinue | Should -Not -BeNullOrEmpty
        $problems[0].FullyQualifiedErrorId | Should -Be 'KeyStoreFormatUnknown,TlsTools.Commands.GetTlsHandshakeCommand'
    }

    It 'diagnoses with secrets' {
        { Get-TlsDiagnosis $mutual -KeyLogPath $keys -ErrorAction Stop } | Should -Not -Throw
    }
}
