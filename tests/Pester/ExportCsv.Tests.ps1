# Plain Export-Csv writes of each property what ToString says: of every object there is, that must not be the name of a type.
BeforeAll {
    $root = Split-Path -Parent (Split-Path -Parent $PSScriptRoot)
    $samples = Join-Path $root 'samples'
    $store = Join-Path $root 'tests/fixtures/stores/java.p12'
    Import-Module (Join-Path $root 'TlsTools.psd1') -Force
    $secret = ConvertTo-SecureString throwaway -AsPlainText -Force
    $core = [TlsTools.Handshakes.TlsHandshake].Assembly
    $typeName = '(^|\W)(System|TlsTools)\.\w|<>z|`\d|\w\[\]'

    # Every object that can be reached, some of each type.
    $found = @{}
    $seen = [System.Collections.Generic.HashSet[object]]::new([System.Collections.Generic.ReferenceEqualityComparer]::Instance)
    $queue = [System.Collections.Generic.Queue[object]]::new()
    function Reach($Value) {
        foreach ($each in $Value | Select-Object -First 40) { if ($null -ne $each) { $queue.Enqueue($each.PSObject.BaseObject) } }
    }

    $withheld = Get-TlsHandshake (Join-Path $samples 'client-certificate-withheld.pcap')
    $good = Get-TlsHandshake (Join-Path $samples 'mutual-tls12.pcap')
    $keyed = Get-TlsHandshake (Join-Path $samples 'mutual-tls13-with-keys.pcapng')
    Reach @($withheld, $good, $keyed)
    Reach (Get-TlsHandshake $samples)
    foreach ($kind in 'healthy-starttls-ftp', 'healthy-retry-openssl', 'healthy-resumed-psk', 'healthy-post-handshake-authentication', 'healthy-early-data', 'server-stapled-revoked-java-tls13', 'transport-damaged-extensions-tls13') {
        Reach (Get-TlsHandshake (Join-Path $root "tests/fixtures/$kind"))
    }

    Reach (Compare-TlsHandshake $withheld $good)
    Reach (Get-TlsDiagnosis $samples)
    Reach (Get-TlsCertificate $store -Password $secret)
    Reach ($withheld | Get-TlsCertificate)
    Reach ($withheld | Get-AcceptableCA)
    Reach ($withheld | Get-AcceptableCA -AsList)
    Reach (Compare-AcceptableCA $store -Password $secret -Handshake $withheld)
    Reach (Test-ClientCertificate $store -Password $secret -Handshake $withheld)
    Reach (Test-TlsEndpoint 127.0.0.1:1)
    Reach (Measure-TlsHandshake $samples)
    Reach ($withheld | Show-TlsHandshake)
    Reach (Protect-TlsCapture (Join-Path $samples 'mutual-tls12.pcap') (Join-Path $TestDrive 'copy.pcap') -ReplaceAddress)
    while ($queue.Count -gt 0) {
        $object = $queue.Dequeue()
        if ($object -is [string] -or $object -is [enum] -or $object -is [byte[]] -or $object -is [System.Security.Cryptography.X509Certificates.X509Certificate2]) { continue }
        if ($object -is [System.Collections.IEnumerable]) { Reach $object; continue }
        $type = $object.GetType()
        if ($type.Assembly -ne $core -or -not $seen.Add($object)) { continue }
        if (-not $found[$type.FullName]) { $found[$type.FullName] = [System.Collections.Generic.List[object]]::new() }
        if ($found[$type.FullName].Count -ge 12) { continue }
        $found[$type.FullName].Add($object)
        foreach ($property in $object.PSObject.Properties) { if ($null -ne $property.Value) { Reach (, $property.Value) } }
    }
}

Describe 'Export-Csv' {
    It 'has no names of types in its columns' {
        $found.Count | Should -BeGreaterThan 60
        $named = foreach ($type in $found.Keys) {
            foreach ($row in $found[$type] | ForEach-Object { $_ | ConvertTo-Csv | ConvertFrom-Csv }) {
                foreach ($cell in $row.PSObject.Properties | Where-Object Value -CMatch $typeName) { "$type $($cell.Name)=$($cell.Value)" }
            }
        }
        $named | Select-Object -Unique | Should -BeNullOrEmpty
    }

    It 'knows every type that has a list' {
        $lists = foreach ($type in $core.GetExportedTypes() | Where-Object { $_.IsClass -and -not $_.IsAbstract -and -not $_.IsGenericTypeDefinition -and -not $_.IsSubclassOf([Attribute]) }) {
            if ($type.GetProperties('Public, Instance') | Where-Object { $_.PropertyType -ne [string] -and [System.Collections.IEnumerable].IsAssignableFrom($_.PropertyType) }) { $type.FullName }
        }
        $lists.Count | Should -BeGreaterThan 100
        $lists | Where-Object { -not (Get-TypeData $_).TypeAdapter } | Should -BeNullOrEmpty
    }

    It 'joins what lists hold' {
        $row = $withheld | ConvertTo-Csv | ConvertFrom-Csv
        $row.AcceptableCA | Should -Be 'CN=Throw-Away Root CA,O=TlsTools Throw-Away Test'
        $row.ServerCertificates | Should -Be 'CN=broker.example,O=TlsTools Throw-Away Test; CN=Throw-Away Root CA,O=TlsTools Throw-Away Test'
        $row.Findings | Should -BeLike 'Failure ClientCertificateMissing*'
        ($withheld.ClientHello | ConvertTo-Csv | ConvertFrom-Csv).CompressionMethods | Should -Be 'null'
    }

    It 'joins them behind Select-Object and in variables too' {
        $expected = 'CN=broker.example,O=TlsTools Throw-Away Test; CN=Throw-Away Root CA,O=TlsTools Throw-Away Test'
        ($withheld | Select-Object Client, ServerCertificates | ConvertTo-Csv | ConvertFrom-Csv).ServerCertificates | Should -Be $expected
        $chain = $withheld.ServerCertificates
        ([pscustomobject] @{ Chain = $chain } | ConvertTo-Csv | ConvertFrom-Csv).Chain | Should -Be $expected
    }

    It 'writes bytes as hex' {
        $hello = $withheld.ClientHello
        ($hello | ConvertTo-Csv | ConvertFrom-Csv).Random | Should -Be ([System.Convert]::ToHexString($hello.Random).ToLowerInvariant())
        , $hello.Random | Should -BeOfType ([byte[]])
    }
}

Describe 'Lists' {
    It 'are what they were' {
        $withheld.Messages.Count | Should -Be 9
        $withheld.Messages[0].Summary | Should -BeLike 'ClientHello*'
        $withheld.Messages[-1].Packet | Should -Be 22
        @($withheld.Messages | Where-Object Sender -EQ 'Client').Count | Should -Be 3
        $withheld.AcceptableCA.Name | Should -Be 'CN=Throw-Away Root CA,O=TlsTools Throw-Away Test'
        [bool] $withheld.ClientCertificates | Should -BeFalse
        $null -eq $withheld.ClientCertificates | Should -BeFalse
        [System.Collections.Generic.IReadOnlyList[TlsTools.Handshakes.TlsMessage]] $typed = $withheld.Messages
        $typed.Count | Should -Be 9
    }

    It 'are arrays in JSON' {
        $json = $withheld | Select-Object AcceptableCA, Alerts, Findings | ConvertTo-Json -Depth 3 -WarningAction Ignore | ConvertFrom-Json
        , $json.AcceptableCA | Should -BeOfType ([array])
        $json.AcceptableCA[0].Name | Should -Be 'CN=Throw-Away Root CA,O=TlsTools Throw-Away Test'
        , $json.Findings[0].Evidence | Should -BeOfType ([array])
    }

    It 'come back from Export-Clixml' {
        $file = Join-Path $TestDrive 'handshake.xml'
        $withheld | Export-Clixml $file
        $again = Import-Clixml $file
        $again.Messages.Count | Should -Be 9
        "$($again.AcceptableCA)" | Should -Be 'CN=Throw-Away Root CA,O=TlsTools Throw-Away Test'
        $again.ClientHello.ServerName | Should -Be 'broker.example'
    }

    It 'are joined by -join and in strings item by item' {
        $withheld.OfferedVersions -join '|' | Should -Be 'TLS 1.2'
        "$($withheld.ServerCertificates)" | Should -Be 'CN=broker.example,O=TlsTools Throw-Away Test CN=Throw-Away Root CA,O=TlsTools Throw-Away Test'
    }
}
