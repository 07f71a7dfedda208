BeforeAll {
    $root = Split-Path -Parent (Split-Path -Parent $PSScriptRoot)
    $samples = Join-Path $root 'samples'
    $withheld = Join-Path $samples 'client-certificate-withheld.pcap'
    Import-Module (Join-Path $root 'TlsTools.psd1') -Force
}

Describe 'Export-TlsReport' {
    It 'writes one page about all handshakes' {
        $file = Join-Path $TestDrive 'report.html'
        Get-TlsHandshake $samples | Export-TlsReport $file -Title 'Night <of> 3 May' | Should -BeNullOrEmpty
        $page = Get-Content -Raw $file
        $page | Should -Match '<title>Night &lt;of&gt; 3 May</title>'
        $page | Should -Match 'Content-Security-Policy'
        [regex]::Matches($page, '<article ').Count | Should -BeGreaterThan 8
        $page | Should -Not -Match '(src|href)="(?!#)'
    }

    It 'shows everything of as many failed attempts as is wanted, and says so' {
        $file = Join-Path $TestDrive 'few.html'
        Get-TlsHandshake $samples -Failed | Export-TlsReport $file -MaximumLadders 2
        $page = Get-Content -Raw $file
        [regex]::Matches($page, '<article class="attempt failed"').Count | Should -Be 2
        $page | Should -Match '2 of 8 failed attempts'
    }

    It 'gives the file with -PassThru, and keeps one with -NoClobber' {
        $file = Join-Path $TestDrive 'kept.html'
        (Get-TlsHandshake $withheld | Export-TlsReport $file -PassThru).FullName | Should -Be $file
        Get-TlsHandshake $withheld | Export-TlsReport $file -NoClobber -ErrorAction SilentlyContinue -ErrorVariable failure
        $failure[0].FullyQualifiedErrorId | Should -Be 'FileNotWritable,TlsTools.Commands.ExportTlsReportCommand'
        Get-TlsHandshake $withheld | Export-TlsReport (Join-Path $TestDrive 'never.html') -WhatIf
        Test-Path (Join-Path $TestDrive 'never.html') | Should -BeFalse
    }

    It 'does not replace a capture, as Show-TlsHandshake does not' {
        $capture = Join-Path $TestDrive 'only.pcap'
        Copy-Item $withheld $capture
        Get-TlsHandshake $withheld | Export-TlsReport $capture -ErrorAction SilentlyContinue -ErrorVariable failure
        $failure[0].Exception.Message | Should -Match 'is a capture'
        Get-TlsHandshake $withheld | Show-TlsHandshake -As Html -Path $capture -ErrorAction SilentlyContinue -ErrorVariable failure
        $failure[0].Exception.Message | Should -Match 'is a capture'
        (Get-FileHash $capture).Hash | Should -Be (Get-FileHash $withheld).Hash
    }

    It 'is what Show-TlsHandshake -As Html shows of one' {
        Get-TlsHandshake $withheld | Show-TlsHandshake -As Html | Should -Match '<svg [^>]*class="ladder"'
    }
}
