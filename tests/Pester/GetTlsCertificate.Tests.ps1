BeforeAll {
    $root = Split-Path -Parent (Split-Path -Parent $PSScriptRoot)
    $stores = [System.IO.Path]::Combine($root, 'tests', 'fixtures', 'stores')
    Import-Module (Join-Path $root 'TlsTools.psd1') -Force

    function Secure([string] $Text) {
        $secure = [System.Security.SecureString]::new()
        foreach ($character in $Text.ToCharArray()) { $secure.AppendChar($character) }
        $secure
    }

    $password = Secure 'throwaway'
    $keyPassword = Secure 'throwaway-key'
}

Describe 'Get-TlsCertificate' {
    It 'reads <Name>' -TestCases @(
        @{ Name = 'store.jks'; Count = 3; Keys = 2 }
        @{ Name = 'store.jceks'; Count = 3; Keys = 2 }
        @{ Name = 'java.p12'; Count = 3; Keys = 2 }
        @{ Name = 'legacy.p12'; Count = 1; Keys = 1 }
        @{ Name = 'encrypted-pkcs8.pem'; Count = 1; Keys = 1 }
        @{ Name = 'chain.p7b'; Count = 3; Keys = 0 }
    ) {
        $entryKeyPassword = if ($Name -like 'store.*') { $keyPassword } else { $password }
        $entries = Get-TlsCertificate (Join-Path $stores $Name) -Password $password -KeyPassword $entryKeyPassword -WarningAction SilentlyContinue
        @($entries).Count | Should -Be $Count
        $entries[0].GetType().FullName | Should -Be 'TlsTools.Stores.KeyStoreEntry'
        @($entries | Where-Object { $_.PrivateKey.MatchesCertificate }).Count | Should -Be $Keys
    }

    It 'takes a credential' {
        $credential = [pscredential]::new('anybody', $password)
        @(Get-TlsCertificate (Join-Path $stores 'modern.p12') -Credential $credential).Count | Should -Be 1
    }

    It 'takes files from Get-ChildItem, and folders' {
        @(Get-ChildItem $stores -Filter '*.der' | Get-TlsCertificate).Count | Should -Be 2
        @((Get-TlsCertificate $stores -Password $password -ErrorAction SilentlyContinue -WarningAction SilentlyContinue).Source | Sort-Object -Unique).Count |
            Should -BeGreaterOrEqual 14
    }

    It 'takes certificate objects, also those of certificates that it wrote' {
        $certificate = [System.Security.Cryptography.X509Certificates.X509Certificate2]::new((Join-Path $stores 'certificate.der'))
        ($certificate | Get-TlsCertificate).Subject.Name | Should -Be 'CN=throwaway-rsa,O=TlsTools'
        ((Get-TlsCertificate (Join-Path $stores 'chain.p7b'))[0].Chain | Get-TlsCertificate).Count | Should -Be 3
    }

    It 'takes the chains of a handshake' {
        $entries = Get-TlsHandshake ([System.IO.Path]::Combine($root, 'samples', 'client-certificate-missing.pcap')) | Get-TlsCertificate
        @($entries).Alias | Should -Be 'server'
    }

    It 'reads a store of the system' {
        { Get-TlsCertificate -Store LocalMachine\Root -ErrorAction Stop } | Should -Not -Throw
    }

    It 'tells of what it left out' {
        $null = Get-TlsCertificate (Join-Path $stores 'store.jceks') -Password $password -KeyPassword $keyPassword -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings | Should -BeLike "*secret key 'secret' was left out*"
    }

    It 'shows a table of at most 120 columns without secrets' {
        $lines = (Get-TlsCertificate (Join-Path $stores 'modern.p12') -Password $password | Out-String -Width 120) -split '\r?\n'
        ($lines | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 120
        $lines -match 'client-rsa +Key +\d{4}-\d\d-\d\d +RSA 2048, matches +CN=throwaway-rsa' | Should -Not -BeNullOrEmpty
        (Get-TlsCertificate (Join-Path $stores 'modern.p12') -Password $password | Format-List * | Out-String) | Should -Not -BeLike '*throwaway"*'
    }
}

Describe 'Errors of Get-TlsCertificate' {
    It 'says how a password is given, and what reads a capture' {
        { Get-TlsCertificate (Join-Path $stores 'modern.p12') -Password wrong } | Should -Throw '*Read-Host -AsSecureString*'
        { Get-TlsCertificate (Join-Path $root 'samples/mutual-tls12.pcap') -ErrorAction Stop } | Should -Throw '*packet capture and no key store. Get-TlsHandshake*'
    }

    It 'says <Id> for <Name>, and goes on' -TestCases @(
        @{ Name = 'modern.p12'; Id = 'KeyStorePasswordWrong'; Given = 'wrong' }
        @{ Name = 'modern.p12'; Id = 'KeyStorePasswordRequired' }
        @{ Name = 'generate.sh'; Id = 'KeyStoreFormatUnknown' }
        @{ Name = 'no-such-store.jks'; Id = 'FileNotFound' }
    ) {
        $arguments = if ($Given) { @{ Password = Secure $Given } } else { @{} }
        $entries = Get-TlsCertificate (Join-Path $stores $Name), (Join-Path $stores 'certificate.der') @arguments -ErrorVariable problems -ErrorAction SilentlyContinue
        @($entries).Count | Should -Be 1
        $problems[0].FullyQualifiedErrorId | Should -Be "$Id,TlsTools.Commands.GetTlsCertificateCommand"
        "$($problems[0])" | Should -BeLike "*$Name*"
    }

    It 'says KeyStoreDamaged for a store that is cut off' {
        $bytes = [System.IO.File]::ReadAllBytes((Join-Path $stores 'chain.p7b'))
        $cut = Join-Path $TestDrive 'cut.p7b'
        [System.IO.File]::WriteAllBytes($cut, $bytes[0..500])
        Get-TlsCertificate $cut -ErrorVariable problems -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problems[0].FullyQualifiedErrorId | Should -Be 'KeyStoreDamaged,TlsTools.Commands.GetTlsCertificateCommand'
    }

    It 'passes over what is no store only where it searched for stores' {
        Copy-Item (Join-Path $stores 'certificate.der') (Join-Path $TestDrive 'some.der')
        Set-Content (Join-Path $TestDrive 'request.pem') '-----BEGIN CERTIFICATE REQUEST-----', 'AAAA', '-----END CERTIFICATE REQUEST-----'
        $folder = Get-TlsCertificate $TestDrive -ErrorVariable searched -ErrorAction SilentlyContinue
        @($folder.Source | Where-Object { $_ -like '*some.der' }).Count | Should -Be 1
        @($searched | Where-Object { "$_" -like '*request.pem*' }).Count | Should -Be 0
        Get-TlsCertificate (Join-Path $TestDrive 'request.pem') -ErrorVariable named -ErrorAction SilentlyContinue
        $named[0].FullyQualifiedErrorId | Should -Be 'KeyStoreFormatUnknown,TlsTools.Commands.GetTlsCertificateCommand'
    }

    It 'says StoreNotAvailable and NoKeyStoreInFolder' {
        Get-TlsCertificate -Store Nowhere\My -ErrorVariable problems -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problems[0].FullyQualifiedErrorId | Should -Be 'StoreNotAvailable,TlsTools.Commands.GetTlsCertificateCommand'
        Get-TlsCertificate (Split-Path -Parent $PSCommandPath) -ErrorVariable none -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $none[0].FullyQualifiedErrorId | Should -Be 'NoKeyStoreInFolder,TlsTools.Commands.GetTlsCertificateCommand'
    }
}
