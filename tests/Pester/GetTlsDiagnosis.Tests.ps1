BeforeAll {
    $root = Split-Path -Parent (Split-Path -Parent $PSScriptRoot)
    $samples = Join-Path $root 'samples'
    $missing = Join-Path $samples 'client-certificate-missing.pcap'
    $healthy = Join-Path $samples 'kafka-one-way-tls12.pcap'
    Import-Module (Join-Path $root 'TlsTools.psd1') -Force
}

Describe 'Get-TlsDiagnosis' {
    It 'names the cause, its evidence and its remedy' {
        $failure = Get-TlsDiagnosis -Path $missing | Where-Object Severity -EQ 'Failure' | Select-Object -First 1
        $failure.GetType().FullName | Should -Be 'TlsTools.Diagnosis.Finding'
        $failure.Id | Should -Be 'ClientCertificateMissing'
        $failure.Confidence | Should -Be 'Certain'
        $failure.Subject | Should -Be 'Client'
        $failure.Evidence.Packet | Should -Contain (Get-TlsHandshake $missing).Alert.Packet
        $failure.Remedy.Count | Should -BeGreaterThan 0
        $failure.Reference | Should -BeLike 'docs/rules/ClientCertificateMissing.md*'
        $failure.Source | Should -Be $missing
        $failure.Number | Should -Be 1
    }

    It 'takes handshakes from the pipeline' {
        $failure = Get-TlsHandshake $missing | Get-TlsDiagnosis | Where-Object Severity -EQ 'Failure'
        $failure[0].Id | Should -Be 'ClientCertificateMissing'
        $failure[0].Handshake.ServerName | Should -Be 'broker.example'
    }

    It 'takes files from Get-ChildItem' {
        $sources = (Get-ChildItem $samples -Filter 'client-*.pcap' | Get-TlsDiagnosis).Source | Sort-Object -Unique
        @($sources).Count | Should -Be 3
    }

    It 'finds no failure in a healthy handshake' {
        @(Get-TlsDiagnosis $healthy | Where-Object Severity -EQ 'Failure').Count | Should -Be 0
        (Get-TlsHandshake $healthy).Cause | Should -BeNullOrEmpty
    }

    It 'is on the handshake too' {
        $handshake = Get-TlsHandshake $missing
        $handshake.Cause | Should -Be 'ClientCertificateMissing'
        $handshake.Findings[0].Id | Should -Be $handshake.Cause
    }

    It 'groups by cause' {
        $groups = Get-TlsDiagnosis $samples | Where-Object Severity -EQ 'Failure' | Group-Object Id
        $groups.Name | Should -Contain 'ClientCertificateMissing'
        $groups.Name | Should -Contain 'ProtocolVersionMismatch'
    }

    It 'shows a table and a list' {
        $findings = Get-TlsDiagnosis $missing
        $text = ($findings | Out-String -Width 120) -replace "`e\[[0-9;]*m", ''
        $text | Should -Match '#1 Failure ClientCertificateMissing \(Certain\)'
        $table = ($findings | Format-Table | Out-String -Width 120) -replace "`e\[[0-9;]*m", ''
        $table | Should -Match 'ClientCertificateMissing'
        $table | Should -Match 'Failure'
        ($findings | Format-List | Out-String -Width 120) | Should -Match 'Remedy'
        foreach ($line in ($text + $table) -split '\r?\n') { $line.Length | Should -BeLessOrEqual 120 }
    }

    It 'reports a file that is no capture and goes on' {
        $bad = Join-Path $TestDrive 'bad.pcap'
        Set-Content -Path $bad -Value 'this is no capture' -NoNewline
        $findings = Get-TlsDiagnosis -Path $bad, $missing -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems[0].FullyQualifiedErrorId | Should -Be 'CaptureNotReadable,TlsTools.Commands.GetTlsDiagnosisCommand'
        $findings[0].Id | Should -Be 'ClientCertificateMissing'
    }

    It 'has a help topic for every id' {
        (Get-Help about_ClientCertificateMissing | Out-String) | Should -Match 'How to fix it'
    }

    It 'exports to CSV and JSON' {
        $csv = Get-TlsDiagnosis $missing | ConvertTo-Csv -NoTypeInformation
        $csv[1] | Should -Match 'ClientCertificateMissing'
        $json = Get-TlsDiagnosis $missing | Select-Object Id, Severity, Confidence, Message, Source, Number | ConvertTo-Json | ConvertFrom-Json
        @($json)[0].Id | Should -Be 'ClientCertificateMissing'
    }
}

Describe 'Compare-TlsHandshake' {
    It 'names what explains the failure' {
        $good = Get-TlsHandshake (Join-Path $samples 'mutual-tls12.pcap') | Select-Object -First 1
        $bad = Get-TlsHandshake $missing
        $comparison = Compare-TlsHandshake -Good $good -Bad $bad
        $comparison.GetType().FullName | Should -Be 'TlsTools.Diagnosis.HandshakeComparison'
        $comparison.Explanation.Significance | Should -Be 'Telling'
        $comparison.Differences.Field | Should -Contain 'ClientAuthentication'
        ($comparison | Out-String) | Should -Match 'Explanation'
    }

    It 'finds a good one of the same server in the same capture' {
        $capture = Join-Path $root 'tests' 'fixtures' 'server-stranger-second-of-two' 'capture.pcap'
        $comparison = Get-TlsHandshake $capture -Failed | Select-Object -First 1 | Compare-TlsHandshake
        $comparison.Good.Outcome | Should -Be 'Completed'
    }

    It 'says when there is none' {
        Get-TlsHandshake $missing | Compare-TlsHandshake -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems[0].FullyQualifiedErrorId | Should -Be 'NoGoodHandshake,TlsTools.Commands.CompareTlsHandshakeCommand'
    }
}
