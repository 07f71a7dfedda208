# What peers send is written to consoles, pages and spreadsheets: a capture in which every name is an attack, through every cmdlet.
BeforeAll {
    $root = Split-Path -Parent (Split-Path -Parent $PSScriptRoot)
    Import-Module (Join-Path $root 'TlsTools.psd1') -Force
    . (Join-Path $PSScriptRoot 'HostileNames.ps1')
    $handshakes = @(Get-TlsHandshake $hostile)

    $outputs = @{
        'Get-TlsHandshake'       = { $handshakes }
        'Messages'               = { $handshakes.Messages }
        'Get-TlsDiagnosis'       = { Get-TlsDiagnosis $hostile }
        'Compare-TlsHandshake'   = { Compare-TlsHandshake $handshakes[0] (Get-TlsHandshake (Join-Path $root 'samples/mutual-tls12.pcap')) }
        'Show-TlsHandshake'      = { $handshakes | Show-TlsHandshake }
        'Measure-TlsHandshake'   = { Measure-TlsHandshake $hostile -By ServerName, Alpn, ServerCertificate }
        'Get-TlsCertificate'     = { $handshakes[0] | Get-TlsCertificate; Get-TlsCertificate $pem }
        'Get-AcceptableCA'       = { $handshakes[0] | Get-AcceptableCA; $handshakes[0] | Get-AcceptableCA -AsList }
        'Compare-AcceptableCA'   = { Compare-AcceptableCA $pem -Handshake $handshakes[0] }
        'Test-ClientCertificate' = { Test-ClientCertificate $pem -Handshake $handshakes[0] }
        'Protect-TlsCapture'     = { $made = Protect-TlsCapture $hostile (Join-Path $TestDrive 'copy.pcap') -Force -ReplaceName -ReplaceAddress; $made; $made.Names; Get-TlsHandshake $made.Destination }
        'Join-TlsHandshake'      = { $joined = "$($handshakes[0].Client) [21/Nov/2026:01:30:12.280] f/1: SSL handshake failure ($evilLine)" | ConvertFrom-TlsLog | Join-TlsHandshake -Capture $handshakes; $joined; $joined.Statements; $joined.Views }
        'ConvertFrom-TlsLog'     = { $log | ConvertFrom-TlsLog; $log | ConvertFrom-TlsLog | Get-AcceptableCA }
    }

    $PSStyle.OutputRendering = 'PlainText'
}

AfterAll { $PSStyle.OutputRendering = 'Host' }

Describe 'A hostile capture' {
    It 'is read as it was made' {
        $handshakes.Count | Should -Be 3
        $handshakes[0].ServerName | Should -BeLike '=cmd|*\u{1b}*<script>*'
        $handshakes[0].AcceptableCA.Count | Should -Be 1
        $handshakes[1].Plaintext | Should -Not -BeNullOrEmpty
        $handshakes[2].Refusal.Text | Should -BeLike '*\u{1b}*'
    }

    It 'is harmless on a console and in files, by <_>' -ForEach 'Get-TlsHandshake', 'Messages', 'Get-TlsDiagnosis', 'Compare-TlsHandshake', 'Show-TlsHandshake', 'Measure-TlsHandshake', 'Get-TlsCertificate', 'Get-AcceptableCA', 'Compare-AcceptableCA', 'Test-ClientCertificate', 'Protect-TlsCapture', 'ConvertFrom-TlsLog', 'Join-TlsHandshake' {
        $objects = @(& $outputs[$_])
        $objects.Count | Should -BeGreaterThan 0
        Get-Danger ($objects | Out-String -Width 120) | Should -BeNullOrEmpty
        Get-Danger ($objects | Format-List * | Out-String -Width 120) | Should -BeNullOrEmpty
        Get-Danger (($objects | ConvertTo-Csv) -join "`n") | Should -BeNullOrEmpty
        Get-DangerOfJson (@($objects) | ConvertTo-Json -Depth 5 -AsArray -WarningAction SilentlyContinue | ConvertFrom-Json) | Should -BeNullOrEmpty
        foreach ($row in $objects | ConvertTo-TlsRow) {
            foreach ($cell in ($row | ConvertTo-Csv | ConvertFrom-Csv).PSObject.Properties) { if ($cell.Value -notmatch '^-?\d') { $cell.Value | Should -Not -Match '^[=+\-@\t\r]' -Because $cell.Name } }
        }
    }

    It 'is harmless as a picture or a page: <_>' -ForEach 'ladder.svg', 'ladder.html', 'ladder.mmd', 'ladder.txt', 'report.html' {
        $file = Join-Path $TestDrive $_
        if ($_ -eq 'report.html') { $handshakes | Export-TlsReport $file } else { $handshakes[0] | Show-TlsHandshake -Path $file }
        $text = Get-Content $file -Raw
        Get-Danger $text | Should -BeNullOrEmpty
        if ($_ -notlike '*.txt') {
            $text | Should -Not -BeLike '*<script>alert*'
            $text | Should -Not -BeLike '*"onload=alert*'
        }
    }

    It 'is harmless in errors and warnings' {
        Get-TlsHandshake $hostile -ServerName "nothing`e" -ErrorVariable problems -WarningVariable warnings -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        Get-Danger "$problems $warnings" | Should -BeNullOrEmpty
    }
}
