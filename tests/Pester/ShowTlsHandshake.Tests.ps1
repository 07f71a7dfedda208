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
