BeforeAll {
    $root = Split-Path -Parent (Split-Path -Parent $PSScriptRoot)
    Import-Module (Join-Path $root 'TlsTools.psd1') -Force

    function Complete([string] $Line) { (TabExpansion2 $Line $Line.Length).CompletionMatches }
}

Describe 'Completion' {
    It 'completes <Line>' -ForEach @(
        @{ Line = 'Get-TlsHandshake x -CipherSuite tls_aes_256'; Expected = 'TLS_AES_256_GCM_SHA384' }
        @{ Line = 'Get-TlsHandshake x -Alert unknown_c'; Expected = 'unknown_ca' }
        @{ Line = 'Get-TlsHandshake x -Cause ClientCertificateExp'; Expected = 'ClientCertificateExpired' }
        @{ Line = "Get-TlsHandshake x -Version 'TLS 1.3"; Expected = "'TLS 1.3'" }
        @{ Line = 'Test-TlsEndpoint x -Protocol post'; Expected = 'postgres' }
        @{ Line = 'Test-TlsEndpoint x -Alpn h'; Expected = 'h2' }
        @{ Line = 'Test-ClientCertificate x -SignatureScheme rsa_pss_rsae_sha2'; Expected = 'rsa_pss_rsae_sha256' }
        @{ Line = 'Start-TlsListener -SignatureScheme rsa_pss_rsae_sha2'; Expected = 'rsa_pss_rsae_sha256' }
        @{ Line = 'Get-TlsCertificate -Store CurrentUser\M'; Expected = "'CurrentUser\My'" }
        @{ Line = 'Test-ClientCertificate -Store LocalMachine\R'; Expected = "'LocalMachine\Root'" }
        @{ Line = 'Measure-TlsHandshake x -By Cau'; Expected = 'Cause' }
        @{ Line = 'Test-ClientCertificate x -Stack Js'; Expected = 'Jsse' }
        @{ Line = 'Show-TlsHandshake -As Sv'; Expected = 'Svg' }
    ) {
        (Complete $Line).CompletionText | Should -Contain $Expected
    }

    It 'offers all versions, suites and causes that there are' {
        @(Complete 'Get-TlsHandshake x -Version ').ListItemText | Should -Be 'TLS 1.3', 'TLS 1.2', 'TLS 1.1', 'TLS 1.0', 'SSL 3.0', 'SSL 2.0'
        @(Complete 'Get-TlsHandshake x -CipherSuite TLS_').Count | Should -BeGreaterThan 300
        @(Complete 'Get-TlsHandshake x -Cause ').Count | Should -BeGreaterThan 50
    }

    Context 'files' {
        BeforeAll {
            Push-Location $TestDrive
            foreach ($name in 'one.pcap', 'two.pcapng.gz', 'three.txt', 'four.p12', 'five.log', 'six.keys', 'seven.crl') { Set-Content $name x }
            $null = New-Item -ItemType Directory folder
        }

        AfterAll { Pop-Location }

        It 'offers <Expected> for <Line>' -ForEach @(
            @{ Line = 'Get-TlsHandshake '; Expected = 'folder', 'one.pcap', 'two.pcapng.gz' }
            @{ Line = 'Measure-TlsHandshake -Path '; Expected = 'folder', 'one.pcap', 'two.pcapng.gz' }
            @{ Line = 'Get-TlsCertificate '; Expected = 'folder', 'four.p12' }
            @{ Line = 'Get-TlsDiagnosis x -KeyStore '; Expected = 'folder', 'four.p12' }
            @{ Line = 'ConvertFrom-TlsLog '; Expected = 'five.log', 'folder', 'three.txt', 'two.pcapng.gz' }
            @{ Line = 'Get-TlsHandshake one.pcap -KeyLogPath '; Expected = 'five.log', 'folder', 'six.keys', 'three.txt' }
            @{ Line = 'Test-ClientCertificate x -RevocationList '; Expected = 'folder', 'seven.crl' }
        ) {
            @((Complete $Line).ListItemText | Sort-Object) | Should -Be $Expected
        }

        It 'offers other files where none fits' {
            (Complete 'Get-TlsHandshake thr').ListItemText | Should -Be 'three.txt'
        }
    }
}
