BeforeAll {
    $root = Split-Path -Parent (Split-Path -Parent $PSScriptRoot)
    $withheld = Join-Path $root 'samples/client-certificate-withheld.pcap'
    Import-Module (Join-Path $root 'TlsTools.psd1') -Force

    # An authority and a client that it issued, as files.
    $folder = New-Item -ItemType Directory -Path (Join-Path ([IO.Path]::GetTempPath()) ([Guid]::NewGuid()))
    $key = [Security.Cryptography.RSA]::Create(2048)
    $sha256 = [Security.Cryptography.HashAlgorithmName]::SHA256
    $pkcs1 = [Security.Cryptography.RSASignaturePadding]::Pkcs1
    $request = [Security.Cryptography.X509Certificates.CertificateRequest]::new('CN=Test Root, O=Test', $key, $sha256, $pkcs1)
    $request.CertificateExtensions.Add([Security.Cryptography.X509Certificates.X509BasicConstraintsExtension]::new($true, $false, 0, $true))
    $authority = $request.CreateSelfSigned([DateTimeOffset]::UtcNow.AddDays(-1), [DateTimeOffset]::UtcNow.AddDays(30))
    $clientKey = [Security.Cryptography.RSA]::Create(2048)
    $request = [Security.Cryptography.X509Certificates.CertificateRequest]::new('CN=client, O=Test', $clientKey, $sha256, $pkcs1)
    $issued = $request.Create($authority, [DateTimeOffset]::UtcNow.AddDays(-1), [DateTimeOffset]::UtcNow.AddDays(20), [byte[]](1, 2, 3))
    $client = [Security.Cryptography.X509Certificates.RSACertificateExtensions]::CopyWithPrivateKey($issued, $clientKey)
    $authorityFile = Join-Path $folder 'authority.cer'
    [IO.File]::WriteAllBytes($authorityFile, $authority.RawData)
    $clientFile = Join-Path $folder 'client.pfx'
    [IO.File]::WriteAllBytes($clientFile, $client.Export('Pfx', 'secret'))
    $password = ConvertTo-SecureString 'secret' -AsPlainText -Force
}

AfterAll {
    Remove-Item -Recurse -Force $folder
}

Describe 'Test-ClientCertificate' {
    It 'says yes where the authority is trusted' {
        $test = Test-ClientCertificate $clientFile -Password $password -TrustStore $authorityFile
        $test.WouldBeSent | Should -BeTrue
        $test.WouldBeAccepted | Should -BeTrue
        $test.WouldBeSentBy.Jsse | Should -BeTrue
        $test.Reasons | Should -Be 'IssuerListed'
    }

    It 'judges for the time that it is given' {
        $test = Test-ClientCertificate $clientFile -Password $password -TrustStore $authorityFile -At ([DateTime]::UtcNow.AddDays(25))
        $test.WouldBeAccepted | Should -BeFalse
        $test.Reasons | Should -Contain 'Expired'
    }

    It 'answers with a Boolean when quiet' {
        Test-ClientCertificate $clientFile -Password $password -TrustStore $authorityFile -Quiet | Should -BeExactly $true
        Test-ClientCertificate $clientFile -Password $password -AcceptableCA 'CN=Other' -Quiet | Should -BeExactly $false
    }

    It 'takes handshakes through the pipeline' {
        $test = Get-TlsHandshake $withheld | Where-Object ClientAuthentication -EQ RequestedEmpty | Test-ClientCertificate -Path $clientFile -Password $password
        $test.WouldBeSent | Should -BeFalse
        $test.Reasons | Should -Contain 'IssuerNotListed'
        $test.Server | Should -BeLike '*client-certificate-withheld.pcap#*'
    }

    It 'takes certificates through the pipeline' {
        ($client | Test-ClientCertificate -AcceptableCA $authority).WouldBeSent | Should -BeTrue
    }

    It 'takes entries of Get-TlsCertificate through the pipeline' {
        (Get-TlsCertificate $clientFile -Password $password | Test-ClientCertificate -TrustStore $authorityFile).WouldBeAccepted | Should -BeTrue
    }

    It 'judges for one stack when asked' {
        $test = Test-ClientCertificate $clientFile -Password $password -AcceptableCA 'CN=Other' -Stack OpenSsl
        $test.WouldBeSentBy.OpenSsl | Should -BeTrue
        $test.WouldBeSentBy.Jsse | Should -BeNullOrEmpty
    }

    It 'gives an error for a store without its password' {
        Test-ClientCertificate $clientFile -TrustStore $authorityFile -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -Be 'KeyStorePasswordRequired,TlsTools.Commands.TestClientCertificateCommand'
    }

    It 'gives an error for each revocation file that is none, and goes on' {
        $other = Join-Path $folder 'notes.txt'
        'no list' | Set-Content $other
        $missing = Join-Path $folder 'missing.crl'
        $test = Test-ClientCertificate $clientFile -Password $password -TrustStore $authorityFile -RevocationList $other, $missing, $folder -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems.FullyQualifiedErrorId | Should -Be @(
            'RevocationDataNotReadable,TlsTools.Commands.TestClientCertificateCommand'
            'FileNotFound,TlsTools.Commands.TestClientCertificateCommand'
            'FileNotReadable,TlsTools.Commands.TestClientCertificateCommand'
        )
        $problems[0].TargetObject | Should -Be $other
        $problems[0].Exception.Message | Should -Be "'$other': This is no revocation list and no OCSP response."
        $test.WouldBeSent | Should -BeTrue
        $test.WouldBeAccepted | Should -BeNullOrEmpty
        $test.Reasons | Should -Contain 'RevocationStatusMissing'
    }
}

Describe 'Get-AcceptableCA' {
    It 'gives one object a name' {
        $names = @(Get-TlsHandshake $withheld | Get-AcceptableCA)
        $names.Count | Should -BeGreaterThan 0
        $names[0].Position | Should -Be 1
        $names[0].RawData | Should -Not -BeNullOrEmpty
    }

    It 'reads what s_client prints' {
        $text = Join-Path $folder 's_client.txt'
        "Acceptable client certificate CA names`nC = AU, CN = x`nClient Certificate Types: RSA sign`n" | Set-Content $text
        (Get-AcceptableCA $text).Name.Name | Should -Be 'CN=x,C=AU'
    }

    It 'says why there is no name' {
        Get-TlsHandshake (Join-Path $root 'samples/mutual-tls13-without-keys.pcap') | Get-AcceptableCA -WarningVariable warned -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        "$warned" | Should -BeLike 'No readable request for a client certificate was seen*'
        Get-AcceptableCA (Join-Path $root 'samples/cipher-mismatch.pcap') -WarningVariable warned -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        "$warned" | Should -BeLike 'No readable request for a client certificate was seen*'
        Get-AcceptableCA absent.pcap -WarningVariable warned -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $warned | Should -BeNullOrEmpty
        Get-AcceptableCA (Join-Path $root 'samples/mutual-tls12.pcap') -WarningVariable warned | Should -Not -BeNullOrEmpty
        $warned | Should -BeNullOrEmpty
    }

    It 'gives the list as a whole' {
        $list = Get-AcceptableCA $authorityFile -AsList
        $list.Count | Should -Be 1
        $list.WireLength | Should -BeGreaterThan 10
    }
}

Describe 'Compare-AcceptableCA' {
    It 'finds the name that matches' {
        $comparison = Compare-AcceptableCA $clientFile -Password $password -TrustStore $authorityFile
        $comparison.IsMatch | Should -BeTrue
        $comparison.Matches[0].Depth | Should -Be 0
    }

    It 'takes the certificates of a handshake as they are' {
        $handshake = Get-TlsHandshake (Join-Path $root 'samples/client-certificate-unknown-ca.pcap')
        (Compare-AcceptableCA -Certificate $handshake.ClientCertificates -Handshake $handshake).IsMatch | Should -Be $false
        (Compare-AcceptableCA -Certificate $handshake.ClientCertificates[0] -Handshake $handshake).IsMatch | Should -Be $false
        ($handshake.ClientCertificates | Test-ClientCertificate -Handshake $handshake).Reasons | Should -Contain 'IssuerNotListed'
    }

    It 'explains a near miss' {
        (Compare-AcceptableCA $clientFile -Password $password -AcceptableCA 'O=Test,CN=Test Root').NearMisses.Kind | Should -Be 'OtherOrder'
    }

    It 'compares two lists' {
        $rows = Compare-AcceptableCA -ReferenceObject 'CN=a', 'CN=b' -DifferenceObject 'CN=b', 'CN=c'
        $rows.SideIndicator | Should -Be '<=', '==', '=>'
    }

    It 'finds the smallest set' {
        $reduction = Compare-AcceptableCA $clientFile -Password $password -AcceptableCA 'CN=Test Root,O=Test', 'CN=Other' -Reduce
        $reduction.Keep.Name | Should -Be 'CN=Test Root,O=Test'
        $reduction.Drop.Name | Should -Be 'CN=Other'
    }

    It 'gives an error where no list is known' {
        Compare-AcceptableCA $clientFile -Password $password -ErrorVariable problem -ErrorAction SilentlyContinue
        $problem[0].FullyQualifiedErrorId | Should -Be 'NoRequestSeen,TlsTools.Commands.CompareAcceptableCACommand'
    }
}
