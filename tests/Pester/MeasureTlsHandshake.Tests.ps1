BeforeAll {
    $root = Split-Path -Parent (Split-Path -Parent $PSScriptRoot)
    $samples = Join-Path $root 'samples'
    Import-Module (Join-Path $root 'TlsTools.psd1') -Force
    $handshakes = @(Get-TlsHandshake $samples)
}

Describe 'Measure-TlsHandshake' {
    It 'counts what Group-Object counts, by <_>' -ForEach 'Version', 'CipherSuite', 'Group', 'Cause', 'Server', 'ServerName', 'Outcome' {
        $property = $_
        $expected = $handshakes | Group-Object { "$($_.$property)" } -NoElement
        $measures = Measure-TlsHandshake $samples -By $property
        @($measures).Count | Should -Be @($expected).Count
        foreach ($group in $expected) { ($measures | Where-Object $property -EQ $group.Name).Count | Should -Be $group.Count }
        ($measures | Measure-Object Share -Sum).Sum | Should -BeGreaterThan 0.9999
    }

    It 'counts handshakes of the pipeline' {
        $all = $handshakes | Measure-TlsHandshake -By None
        $all.Count | Should -Be $handshakes.Count
        $all.Failed | Should -Be @($handshakes | Where-Object Outcome -EQ Failed).Count
        $all.Maximum | Should -Be ($handshakes | Where-Object Outcome -EQ Completed | Sort-Object Duration | Select-Object -Last 1).Duration
        $all.IsExact | Should -BeTrue
    }

    It 'compares with a result that was exported' {
        $file = Join-Path $TestDrive 'before.xml'
        Measure-TlsHandshake (Join-Path $samples 'kafka-one-way-tls12.pcap') -By Version | Export-Clixml $file
        $now = Measure-TlsHandshake $samples -By Version -Baseline (Import-Clixml $file)
        $same = $now | Where-Object Version -EQ 'TLS 1.2'
        $same.CountChange | Should -Be ($same.Count - 1)
        $same.Baseline.P50 | Should -Be (Get-TlsHandshake (Join-Path $samples 'kafka-one-way-tls12.pcap')).Duration
        ($now | Where-Object Version -EQ 'TLS 1.3').Baseline | Should -BeNullOrEmpty
    }

    It 'shows both tables in 120 columns' {
        $before = Measure-TlsHandshake $samples
        foreach ($view in @{}, @{ View = 'Change' }) {
            $lines = ((Measure-TlsHandshake $samples -Baseline $before | Format-Table @view | Out-String -Width 120) -replace "`e\[[0-9;]*m", '') -split '\r?\n'
            ($lines | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 120
            $lines -match '127\.0\.0\.1:9093 ' | Should -Not -BeNullOrEmpty
        }
    }

    It 'completes what to count by' {
        $line = 'Measure-TlsHandshake x -By Ciph'
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Be 'CipherSuite'
    }

    It 'says which file cannot be read and counts the others' {
        $all = Measure-TlsHandshake (Join-Path $root 'README.md'), $samples -By None -ErrorVariable problems -ErrorAction SilentlyContinue
        $all.Count | Should -Be $handshakes.Count
        $problems[0].FullyQualifiedErrorId | Should -Be 'CaptureNotReadable,TlsTools.Commands.MeasureTlsHandshakeCommand'
    }
}
