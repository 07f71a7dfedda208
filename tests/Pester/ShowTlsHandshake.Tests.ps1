BeforeAll {
    $root = Split-Path -Parent (Split-Path -Parent $PSScriptRoot)
    $samples = Join-Path $root 'samples'
    $withheld = Join-Path $samples 'client-certificate-withheld.pcap'
    Import-Module (Join-Path $root 'TlsTools.psd1') -Force
    $escape = [char]27
}

Describe 'Show-TlsHandshake' {
    It 'writes an object that holds what is drawn' {
        $ladder = Get-TlsHandshake $withheld | Show-TlsHandshake
        $ladder.GetType().FullName | Should -Be 'TlsTools.Reports.Ladders.Ladder'
        $ladder.Break.Packet | Should -Be (Get-TlsHandshake $withheld).Alert.Packet
        $ladder.Finding.Id | Should -Be 'ClientCertificateMissing'
        $ladder.Rows.Title | Should -Contain 'CertificateRequest'
        @($ladder.Rows.Stage | Sort-Object -Unique).Count | Should -Be 3
    }

    It 'is drawn by the shell, in 79 columns of a window of 80' {
        $lines = (Get-TlsHandshake $withheld | Show-TlsHandshake | Out-String -Width 80) -split "`r?`n"
        $lines -join "`n" | Should -Match 'BROKE HERE: ClientCertificateMissing \(certain\)'
        $lines | Where-Object { $_ -match '[│├└]' } | Select-Object -First 1 | Should -Match '┤$'
    }

    It 'is coloured only where the shell is' {
        $ladder = Get-TlsHandshake $withheld | Show-TlsHandshake
        $before = $PSStyle.OutputRendering
        try {
            $PSStyle.OutputRendering = 'Ansi'
            $red = $PSStyle.Foreground.Red
            $broken = [TlsTools.Commands.LadderView]::Lines($ladder, $PSStyle, 80) | Where-Object { $_ -match 'BROKE HERE' }
            $broken.Contains($red) | Should -BeTrue
            $PSStyle.OutputRendering = 'PlainText'
            [TlsTools.Commands.LadderView]::Lines($ladder, $PSStyle, 80) -join '' | Should -Not -Match $escape
            [TlsTools.Commands.LadderView]::Lines($ladder, $null, 80) -join '' | Should -Not -Match $escape
        }
        finally {
            $PSStyle.OutputRendering = $before
        }
    }

    It 'draws what findings and probes bring along' {
        (Get-TlsDiagnosis $withheld | Select-Object -First 1 | Show-TlsHandshake).Number | Should -Be 1
        ([pscustomobject]@{ Handshakes = @(Get-TlsHandshake $withheld) } | Show-TlsHandshake).Number | Should -Be 1
    }

    It 'writes text, SVG and Mermaid' {
        $handshake = Get-TlsHandshake $withheld
        $handshake | Show-TlsHandshake -As Text | Should -Match 'refused: alert bad_certificate \(42\)'
        ([xml]($handshake | Show-TlsHandshake -As Svg)).svg.role | Should -Be 'img'
        $handshake | Show-TlsHandshake -As Mermaid | Should -Match '^sequenceDiagram'
        ($handshake | Show-TlsHandshake -Width 80) -split "`n" | ForEach-Object { $_.Length | Should -BeLessOrEqual 80 }
    }

    It 'writes files, one for each picture, in the form that the name tells' {
        $handshakes = Get-TlsHandshake $withheld, (Join-Path $samples 'cipher-mismatch.pcap')
        $handshakes | Show-TlsHandshake -Path (Join-Path $TestDrive 'a.svg') | Should -BeNullOrEmpty
        ([xml](Get-Content -Raw (Join-Path $TestDrive 'a-2.svg'))).svg.'aria-label' | Should -Match 'handshake_failure'
        $handshakes | Show-TlsHandshake -Path (Join-Path $TestDrive 'a.txt')
        Get-Content -Raw (Join-Path $TestDrive 'a.txt') | Should -Not -Match $escape
        Test-Path (Join-Path $TestDrive 'a-2.txt') | Should -BeFalse
        $handshakes | Show-TlsHandshake -Path (Join-Path $TestDrive 'b.svg') -WhatIf
        Test-Path (Join-Path $TestDrive 'b.svg') | Should -BeFalse
    }

    It 'says which file it cannot write' {
        Get-TlsHandshake $withheld | Show-TlsHandshake -Path (Join-Path $TestDrive 'none/a.svg') -ErrorAction SilentlyContinue -ErrorVariable failure
        $failure[0].FullyQualifiedErrorId | Should -Be 'FileNotWritable,TlsTools.Commands.ShowTlsHandshakeCommand'
    }
}

Describe 'A capture where handshakes are expected' {
    BeforeAll {
        $capture = Join-Path $root 'samples/client-certificate-withheld.pcap'
        $good = Join-Path $root 'samples/mutual-tls12.pcap'
    }

    It 'is drawn by Show-TlsHandshake' {
        $expected = Get-TlsHandshake $capture | Show-TlsHandshake -As Text
        Show-TlsHandshake $capture -As Text | Should -Be $expected
        Get-Item $capture | Show-TlsHandshake -As Text | Should -Be $expected
        @(Show-TlsHandshake $capture, $good).Count | Should -Be 2
        @(Show-TlsHandshake (Join-Path $root 'samples/kafka-*.pcap')).Count | Should -Be 2
    }

    It 'is reported by Export-TlsReport' {
        $file = Join-Path $TestDrive 'report.html'
        Export-TlsReport $file $capture
        Get-Content $file -Raw | Should -Match 'ClientCertificateMissing'
    }

    It 'is not written over where the file to write was forgotten or stands behind it' {
        $copy = Join-Path $TestDrive 'cap.pcap'
        Copy-Item $capture $copy
        { Export-TlsReport $copy (Join-Path $TestDrive 'new.html') } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,TlsTools.Commands.ExportTlsReportCommand'
        (Get-FileHash $copy).Hash | Should -Be (Get-FileHash $capture).Hash
    }

    It 'is compared by Compare-TlsHandshake' {
        (Compare-TlsHandshake $capture $good).Differences.Field | Should -Contain 'Server'
        { Compare-TlsHandshake $capture (Join-Path $root 'samples') } | Should -Throw '*7 handshakes that completed*'
    }

    It 'is joined by Join-TlsHandshake' {
        @(Get-TlsHandshake $good | Join-TlsHandshake $good).Count | Should -Be 1
    }

    It 'is told of where it is missing, no capture, or has no handshake' {
        { Show-TlsHandshake (Join-Path $root 'none.pcap') } | Should -Throw '*none.pcap*does not exist*'
        { Show-TlsHandshake (Join-Path $root 'README.md') } | Should -Throw '*no pcap or pcapng capture*Get-TlsHandshake cap.pcap*'
        $empty = Join-Path $TestDrive 'empty.pcap'
        [System.IO.File]::WriteAllBytes($empty, [System.IO.File]::ReadAllBytes($good)[0..23])
        { Show-TlsHandshake $empty } | Should -Throw '*no TLS handshake*'
    }
}
