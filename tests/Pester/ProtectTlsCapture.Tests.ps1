BeforeAll {
    $root = Split-Path -Parent (Split-Path -Parent $PSScriptRoot)
    $samples = Join-Path $root 'samples'
    $failing = Join-Path $samples 'client-certificate-missing.pcap'
    Import-Module (Join-Path $root 'TlsTools.psd1') -Force
}

Describe 'Protect-TlsCapture' {
    It 'writes a copy with the same handshake and findings' {
        $copy = Join-Path $TestDrive 'ticket.pcapng.gz'
        $made = Protect-TlsCapture $failing $copy
        $made.Connections | Should -Be 1
        $made.Destination | Should -Be $copy
        $before = Get-TlsHandshake $failing
        $after = Get-TlsHandshake $copy
        $after.Ja4 | Should -Be $before.Ja4
        $after.Findings.Id | Should -Be $before.Findings.Id
        $after.Findings[0].Message | Should -Be $before.Findings[0].Message
    }

    It 'replaces names and addresses, and tells by what' {
        $made = Protect-TlsCapture $failing (Join-Path $TestDrive 'other.pcap') -ReplaceAddress -ReplaceName
        $after = Get-TlsHandshake $made.Destination
        $after.ServerName | Should -Not -Match 'broker|example'
        $after.ServerName.Length | Should -Be 'broker.example'.Length
        $words = @{}
        $made.Names | ForEach-Object { $words[$_.Original] = $_.By }
        $after.ServerName | Should -Be "$($words['broker']).$($words['example'])"
        $made.Addresses[0].Original | Should -Be '127.0.0.1'
        "$($after.Server)" | Should -Be "$($made.Addresses[0].By):9093"
        $after.Cause | Should -Be 'ClientCertificateMissing'
    }

    It 'takes files from the pipeline into a folder' {
        $folder = New-Item -ItemType Directory (Join-Path $TestDrive 'copies')
        $made = Get-ChildItem $samples -Filter 'kafka-*.pcap' | Protect-TlsCapture -Destination $folder
        @($made).Count | Should -Be 2
        (Get-ChildItem $folder).Name | Should -Be (Get-ChildItem $samples -Filter 'kafka-*.pcap').Name
    }

    It 'copies several captures to a folder only, and none over another' {
        $copy = Join-Path $TestDrive 'one-for-all.pcap'
        { Protect-TlsCapture (Join-Path $samples 'kafka-*.pcap') $copy -Force } | Should -Throw -ErrorId 'DestinationNotAFolder,TlsTools.Commands.ProtectTlsCaptureCommand'
        $copies = New-Item -ItemType Directory (Join-Path $TestDrive 'copies-of-one-name')
        $twin = Copy-Item $failing (New-Item -ItemType Directory (Join-Path $TestDrive 'twin')) -PassThru
        $made = Protect-TlsCapture $failing, $twin.FullName $copies -Force -ErrorVariable problems -ErrorAction SilentlyContinue
        @($made).Count | Should -Be 1
        $problems[0].FullyQualifiedErrorId | Should -Be 'CopyMadeAlready,TlsTools.Commands.ProtectTlsCaptureCommand'
    }

    It 'writes nothing with -WhatIf, and overwrites nothing without -Force' {
        $copy = Join-Path $TestDrive 'kept.pcap'
        Protect-TlsCapture $failing $copy -WhatIf
        $copy | Should -Not -Exist
        Set-Content $copy 'mine'
        Protect-TlsCapture $failing $copy -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems[0].FullyQualifiedErrorId | Should -Be 'FileExists,TlsTools.Commands.ProtectTlsCaptureCommand'
        Get-Content $copy | Should -Be 'mine'
        (Protect-TlsCapture $failing $copy -Force).Packets | Should -BeGreaterThan 5
    }

    It 'says <Id>' -TestCases @(
        @{ Path = 'README.md'; Destination = 'x.pcap'; Id = 'CaptureNotReadable' }
        @{ Path = 'samples/mutual-tls12.pcap'; Destination = 'no-such-folder/x.pcap'; Id = 'FileNotWritten' }
    ) {
        Protect-TlsCapture (Join-Path $root $Path) (Join-Path $TestDrive $Destination) -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems[0].FullyQualifiedErrorId | Should -Be "$Id,TlsTools.Commands.ProtectTlsCaptureCommand"
    }
}
