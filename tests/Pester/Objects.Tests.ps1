BeforeDiscovery {
    $names = 'TlsHandshake', 'CompletedHandshake', 'Finding', 'HandshakeComparison', 'HandshakeDifference', 'TlsMessage', 'TlsAlert', 'TlsCertificate', 'CaptureQuality', 'KeyStoreEntry', 'CertificateEntry',
        'AcceptableAuthority', 'AcceptableAuthorityList', 'AuthorityComparison', 'ClientCertificateTest', 'TlsEndpoint', 'HandshakeMeasure', 'Ladder', 'ProtectedCapture', 'Replacement'
}

BeforeAll {
    $root = Split-Path -Parent (Split-Path -Parent $PSScriptRoot)
    $samples = Join-Path $root 'samples'
    $stores = Join-Path $root 'tests/fixtures/stores'
    Import-Module (Join-Path $root 'TlsTools.psd1') -Force
    $secret = ConvertTo-SecureString throwaway -AsPlainText -Force
    $bad = Get-TlsHandshake (Join-Path $samples 'client-certificate-unknown-ca.pcap')
    $withheld = Get-TlsHandshake (Join-Path $samples 'client-certificate-withheld.pcap')
    $good = Get-TlsHandshake (Join-Path $samples 'mutual-tls12.pcap')
    $copy = Protect-TlsCapture (Join-Path $samples 'mutual-tls12.pcap') (Join-Path $TestDrive 'copy.pcap') -ReplaceAddress
    $comparison = Compare-TlsHandshake $bad $good
    $objects = @{
        TlsHandshake            = $withheld
        CompletedHandshake      = $good
        Finding                 = $withheld.Findings[0]
        HandshakeComparison     = $comparison
        HandshakeDifference     = $comparison.Differences[0]
        TlsMessage              = $withheld.Messages[0]
        TlsAlert                = $withheld.Alert
        TlsCertificate          = $withheld.ServerCertificates[0]
        CaptureQuality          = $withheld.CaptureQuality
        KeyStoreEntry           = (Get-TlsCertificate (Join-Path $stores 'java.p12') -Password $secret)[0]
        CertificateEntry        = ($withheld | Get-TlsCertificate)[0]
        AcceptableAuthority     = ($withheld | Get-AcceptableCA)[0]
        AcceptableAuthorityList = $withheld | Get-AcceptableCA -AsList
        AuthorityComparison     = (Compare-AcceptableCA (Join-Path $stores 'java.p12') -Password $secret -Handshake $withheld)[0]
        ClientCertificateTest   = (Test-ClientCertificate (Join-Path $stores 'java.p12') -Password $secret -Handshake $withheld)[0]
        TlsEndpoint             = Test-TlsEndpoint 127.0.0.1:1
        HandshakeMeasure        = (Measure-TlsHandshake $samples)[0]
        Ladder                  = $withheld | Show-TlsHandshake
        ProtectedCapture        = $copy
        Replacement             = $copy.Addresses[0]
    }

    # What a console of 120 columns shows, without colours.
    function Show($InputObject, [string] $View) {
        ((@($InputObject) | & $View | Out-String -Width 120) -replace "`e\[[0-9;]*m", '') -split '\r?\n'
    }
}

Describe '<_>' -ForEach $names {
    BeforeAll {
        $object = $objects[$_]
        $again = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($object, 2))
    }

    It 'has a view that fits in 120 columns' {
        $lines = ((@($object) | Out-String -Width 120) -replace "`e\[[0-9;]*m", '') -split '\r?\n'
        ($lines | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 120
        @($lines -match '\w').Count | Should -BeGreaterThan 0
    }

    It 'has a list' {
        $lines = Show $object Format-List
        @($lines -match '^\w+ *: \S').Count | Should -BeGreaterThan 1
    }

    It 'shows the same after Export-Clixml or from a remote session' {
        $again.PSTypeNames[0] | Should -Match '^Deserialized\.TlsTools\.'
        $first = @(Show $object Format-Table | Where-Object { $_ -match '\w' })
        $second = @(Show $again Format-Table | Where-Object { $_ -match '\w' })
        if ($_ -in 'HandshakeComparison', 'CaptureQuality', 'Ladder', 'CertificateEntry') { $second.Count | Should -BeGreaterThan 0 } else { $second | Should -Be $first }
    }

    It 'shows the same where no view was asked for' {
        $first = ((@($object) | Out-String -Width 120) -replace "`e\[[0-9;]*m", '').Trim()
        $second = ((@($again) | Out-String -Width 120) -replace "`e\[[0-9;]*m", '').Trim()
        if ($_ -in 'HandshakeComparison', 'CaptureQuality', 'Ladder', 'CertificateEntry') { $second | Should -Not -BeNullOrEmpty } else { $second | Should -BeExactly $first }
    }

    It 'is JSON of a depth of 5' {
        $json = $object | ConvertTo-Json -Depth 5 -WarningAction SilentlyContinue
        @(($json | ConvertFrom-Json).PSObject.Properties).Count | Should -BeGreaterThan 1
    }

    It 'is a row without the names of types' {
        $row = $object | ConvertTo-TlsRow
        $cells = ($row | ConvertTo-Csv | ConvertFrom-Csv).PSObject.Properties
        @($cells | Where-Object { $_.Value -match '^(System|TlsTools)\.|\[\]$|`\d' } | ForEach-Object { "$($_.Name)=$($_.Value)" }) | Should -BeNullOrEmpty
        @($cells | Where-Object Value).Count | Should -BeGreaterThan 0
        @(($again | ConvertTo-TlsRow).PSObject.Properties).Count | Should -BeGreaterOrEqual @($row.PSObject.Properties).Count
    }

    It 'has lists of which one item can be taken' {
        foreach ($property in $object.PSObject.Properties) {
            $list = $property.Value
            if ($list -is [System.Collections.IEnumerable] -and $list -isnot [string] -and @($list).Count -gt 1) {
                "$($list[1])" | Should -Be "$(@($list)[1])" -Because $property.Name
            }
        }
    }

    It 'has the values of its columns in Export-Csv' {
        $columns = $object | ConvertTo-Csv | ConvertFrom-Csv
        foreach ($property in $object.PSObject.Properties | Where-Object { $_.Value -is [string] -or $_.Value -is [enum] -or $_.Value -is [int] }) {
            $columns.($property.Name) | Should -Be "$($property.Value)"
        }
    }
}

Describe 'What one comes for' {
    It 'stands in the table of handshakes: outcome and cause' {
        $text = (Show $withheld Format-Table) -join "`n"
        $text | Should -Match 'TLS 1\.2 +server: bad_certificate'
        $text | Should -Match '(?m)^ +ClientCertificateMissing'
        (Show $good Format-Table) -join "`n" | Should -Match 'completed'
    }

    It 'has colours only by $PSStyle' {
        $rendering = $PSStyle.OutputRendering
        try {
            $PSStyle.OutputRendering = 'PlainText'
            foreach ($object in $objects.Values) { $object | Out-String | Should -Not -Match "`e" }
        }
        finally { $PSStyle.OutputRendering = $rendering }
    }
}

Describe 'ConvertTo-TlsRow' {
    It 'joins lists and picks columns' {
        $row = $withheld | ConvertTo-TlsRow -Property ServerName, AcceptableCA, OfferedVersions -Separator ' | '
        @($row.PSObject.Properties.Name | Sort-Object) | Should -Be 'AcceptableCA', 'OfferedVersions', 'ServerName'
        $row.AcceptableCA | Should -Be 'CN=Throw-Away Root CA,O=TlsTools Throw-Away Test'
    }

    It 'disarms formulas' {
        $row = [pscustomobject] @{ A = '=cmd()'; B = '+1'; C = '-1'; D = '@x'; E = 'x=1'; F = -1 } | ConvertTo-TlsRow
        $row.A | Should -Be "'=cmd()"
        $row.B | Should -Be "'+1"
        $row.C | Should -Be "'-1"
        $row.D | Should -Be "'@x"
        $row.E | Should -Be 'x=1'
        $row.F | Should -Be -1
    }
}

Describe 'Filters of Get-TlsHandshake' {
    It 'filters by <Parameter>' -ForEach @(
        @{ Parameter = 'Version'; Value = 'TLS 1.3'; Test = { "$($_.Version)" -eq 'TLS 1.3' } }
        @{ Parameter = 'CipherSuite'; Value = '*_GCM_*'; Test = { "$($_.CipherSuite)" -like '*_GCM_*' } }
        @{ Parameter = 'Alert'; Value = 'bad_certificate'; Test = { $_.Alerts.Description -contains 'bad_certificate' } }
        @{ Parameter = 'Cause'; Value = 'ClientCertificate*', 'NotTls'; Test = { $_.Cause -like 'ClientCertificate*' -or $_.Cause -eq 'NotTls' } }
    ) {
        $filter = @{ $Parameter = $Value }
        $expected = @(Get-TlsHandshake $samples | Where-Object $Test)
        $expected.Count | Should -BeGreaterThan 0
        @(Get-TlsHandshake $samples @filter).Source | Should -Be $expected.Source
        @(Get-TlsHandshake $samples @filter -First 1).Count | Should -Be 1
    }
}
