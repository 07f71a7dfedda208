#requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }
<#
.SYNOPSIS
Audits servers: versions, cipher suites, certificates and their expiry, and whether client certificates are demanded as intended.
.DESCRIPTION
For Pester 5, with data:

    Invoke-Pester -Container (New-PesterContainer -Path Endpoint.Audit.ps1 -Data @{ Target = 'a.example:443', 'b.example:9093' })

A target is text (host, host:port), or an object or hashtable with ComputerName and, as needed, Port, ServerName, Protocol, and what is
intended for it alone: Version, ForbiddenCipherSuite, DaysLeft, ClientAuthentication, AcceptableCA. Import-Csv makes such objects.
.PARAMETER Target
The servers.
.PARAMETER Version
The versions that a server is to take, and no others; '1.3' will do for 'TLS 1.3'.
.PARAMETER ForbiddenCipherSuite
Patterns that no cipher suite of a server may match. An empty list saves a connection for each suite.
.PARAMETER DaysLeft
Days that the server's certificate, and those above it that are sent, must still be valid.
.PARAMETER ClientAuthentication
Whether a client certificate is to be demanded: NotRequested, Optional or Required; nothing is tested where it is left out.
.PARAMETER AcceptableCA
Names of authorities that the server must name as acceptable for client certificates.
.PARAMETER TimeoutSeconds
Seconds that each connection may take.
#>
param(
    [Parameter(Mandatory = $true)] [object[]] $Target,
    [string[]] $Version = @('TLS 1.2', 'TLS 1.3'),
    [AllowEmptyCollection()] [string[]] $ForbiddenCipherSuite = @('*_NULL_*', '*_EXPORT_*', '*_anon_*', '*_RC4_*', '*_DES_*', '*_3DES_*', '*_MD5', 'SSL_CK_*'),
    [int] $DaysLeft = 30,
    [string] $ClientAuthentication = '',
    [string[]] $AcceptableCA = @(),
    [int] $TimeoutSeconds = 10
)

BeforeDiscovery {
    $audited = foreach ($one in $Target) {
        $given = @{}
        if ($one -is [string]) {
            $given.ComputerName = $one
        }
        elseif ($one -is [System.Collections.IDictionary]) {
            foreach ($key in $one.Keys) { $given[$key] = $one[$key] }
        }
        else {
            foreach ($property in $one.PSObject.Properties) { if ("$($property.Value)" -ne '') { $given[$property.Name] = $property.Value } }
        }

        # Thrown as text: Pester shows the stack of any other exception above what it says.
        if ("$($given.ComputerName)" -eq '') {
            throw "A target has no ComputerName, only: $($given.Keys -join ', '). Targets are host, host:port, or objects (rows of Import-Csv) with ComputerName and, as needed, Port, ServerName, Protocol, Version, ForbiddenCipherSuite, DaysLeft, ClientAuthentication, AcceptableCA."
        }

        foreach ($number in 'Port', 'DaysLeft') {
            if ($null -ne $given[$number] -and "$($given[$number])" -notmatch '^\d+$') { throw "The $number of the target $($given.ComputerName) is '$($given[$number])', which is no number." }
        }

        # What a file of Import-Csv holds of a list is one text.
        foreach ($list in 'Version', 'ForbiddenCipherSuite', 'AcceptableCA') {
            if ($given[$list] -is [string]) { $given[$list] = @($given[$list] -split '\s*;\s*') }
        }

        $intended = if ($given.ContainsKey('ClientAuthentication')) { $given.ClientAuthentication } else { $ClientAuthentication }
        if ($intended -and $intended -notin 'NotRequested', 'Optional', 'Required') {
            throw "The ClientAuthentication that is intended for $($given.ComputerName) is '$intended'; it is NotRequested, Optional or Required."
        }

        @{
            Name                 = if ($given.Port) { "$($given.ComputerName):$($given.Port)" } else { $given.ComputerName }
            Given                = $given
            Version              = @(if ($given.ContainsKey('Version')) { $given.Version } else { $Version }) -replace '^(?=\d)', 'TLS '
            ForbiddenCipherSuite = @(if ($given.ContainsKey('ForbiddenCipherSuite')) { $given.ForbiddenCipherSuite } else { $ForbiddenCipherSuite })
            DaysLeft             = if ($given.ContainsKey('DaysLeft')) { [int] $given.DaysLeft } else { $DaysLeft }
            ClientAuthentication = $intended
            AcceptableCA         = @(if ($given.ContainsKey('AcceptableCA')) { $given.AcceptableCA } else { $AcceptableCA })
            TimeoutSeconds       = $TimeoutSeconds
        }
    }
}

BeforeAll {
    if (-not (Get-Command Test-TlsEndpoint -ErrorAction Ignore)) { Import-Module TlsTools -ErrorAction Stop }
}

Describe '<name>' -ForEach $audited {
    BeforeAll {
        $options = @{ TimeoutSeconds = $TimeoutSeconds; All = @($ForbiddenCipherSuite).Count -gt 0 }
        foreach ($key in 'Port', 'ServerName', 'Protocol') { if ($Given[$key]) { $options[$key] = $Given[$key] } }
        $endpoint = Test-TlsEndpoint -ComputerName $Given.ComputerName @options
        $chains = @($endpoint.CertificateChains)
    }

    It 'answers' {
        $endpoint.Outcome | Should -Be 'Reachable' -Because $endpoint.Message
    }

    It 'takes these versions and no others: <version>' {
        @($endpoint.Versions | ForEach-Object { "$_" }) | Sort-Object | Should -Be @($Version | Sort-Object) -Because $endpoint.Message
    }

    It 'has no cipher suite that is forbidden' -Skip:(@($ForbiddenCipherSuite).Count -eq 0) {
        # A server that was not reached shows none, and is not known to be without them.
        @($endpoint.CipherSuites).Count | Should -BeGreaterThan 0 -Because $endpoint.Message
        $weak = foreach ($suite in $endpoint.CipherSuites.CipherSuites | ForEach-Object { "$_" } | Select-Object -Unique) {
            foreach ($pattern in $ForbiddenCipherSuite) { if ($suite -like $pattern) { $suite; break } }
        }

        $weak | Should -BeNullOrEmpty
    }

    It 'has certificates that are for its name' {
        $chains.Count | Should -BeGreaterThan 0 -Because $endpoint.Message
        @($chains | Where-Object { -not $_.FitsName } | ForEach-Object { $_.Faults.Message }) | Should -BeNullOrEmpty
    }

    It 'sends complete chains' {
        $chains.Count | Should -BeGreaterThan 0 -Because $endpoint.Message
        @($chains | Where-Object { $_.IsComplete -eq $false } | ForEach-Object { "'$($_.MissingIssuer)' was not sent" }) | Should -BeNullOrEmpty
    }

    It 'has certificates that are valid for <daysLeft> more days' {
        $chains.Count | Should -BeGreaterThan 0 -Because $endpoint.Message
        $limit = [DateTime]::UtcNow.AddDays($DaysLeft)
        @($chains | ForEach-Object { $_.Certificates } | Where-Object { $_.NotAfter -lt $limit } | ForEach-Object { "$($_.Subject) ends $($_.NotAfter.ToString('u'))" }) | Should -BeNullOrEmpty
    }

    It 'has client authentication as intended: <clientAuthentication>' -Skip:(-not $ClientAuthentication) {
        $endpoint.ClientAuthentication | Should -Be $ClientAuthentication -Because $endpoint.Message
    }

    It 'names the authorities that it is to name' -Skip:(@($AcceptableCA).Count -eq 0) {
        $named = @($endpoint.AcceptableCA | ForEach-Object { $_.Name })
        @($AcceptableCA | Where-Object { $named -notcontains $_ }) | Should -BeNullOrEmpty -Because "it names $($named -join '; ')"
    }
}
