BeforeAll {
    $root = Split-Path -Parent (Split-Path -Parent $PSScriptRoot)
    Import-Module (Join-Path $root 'TlsTools.psd1') -Force
    $capture = @(Get-TlsHandshake (Join-Path $root 'samples/client-certificate-missing.pcap'))
    $line = '{0} [21/Nov/2026:01:30:12.280] f/1: SSL handshake failure (error:0A0000C7:SSL routines::peer did not return a certificate)' -f $capture[0].Client
}

Describe 'Join-TlsHandshake' {
    It 'makes one object of both views' {
        $joined = $line | ConvertFrom-TlsLog | Join-TlsHandshake $capture
        $joined.GetType().FullName | Should -Be 'TlsTools.Handshakes.TlsHandshake'
        $joined.Views.Count | Should -Be 2
        $joined.Views[0].Source | Should -Be $capture[0].Source
        $joined.Source | Should -Be $capture[0].Source
        $joined.Statements[0].Text | Should -BeLike '*peer did not return a certificate*'
        $joined.Cause | Should -Be 'ClientCertificateMissing'
        ($joined | Get-TlsDiagnosis | Select-Object -First 1).Evidence.Line | Should -Contain 1
        ($joined | Get-TlsDiagnosis | Select-Object -First 1).Evidence.Packet | Should -Not -BeNullOrEmpty
        $joined.Disagreements | Should -BeNullOrEmpty
    }

    It 'leaves alone what no capture has, and writes it where all are wanted' {
        $other = '203.0.113.9:1 [21/Nov/2026:01:30:12.280] f/1: SSL handshake failure' | ConvertFrom-TlsLog
        $other | Join-TlsHandshake -Capture $capture | Should -BeNullOrEmpty
        ($other | Join-TlsHandshake -Capture $capture -All).Views | Should -BeNullOrEmpty
        @($other | Join-TlsHandshake -Capture @() -All).Count | Should -Be 1
    }

    It 'says what both tell differently' {
        $good = @(Get-TlsHandshake (Join-Path $root 'samples/mutual-tls12.pcap'))
        $failed = '{0} [21/Nov/2026:01:30:12.280] f/1: SSL handshake failure' -f $good[0].Client | ConvertFrom-TlsLog
        $disagreement = ($failed | Join-TlsHandshake $good).Disagreements
        $disagreement.Property | Should -Be 'Outcome'
        "$disagreement" | Should -Be 'Outcome: Completed in the capture, Failed in the log'
    }
}
