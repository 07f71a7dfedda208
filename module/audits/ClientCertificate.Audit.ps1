#requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }
<#
.SYNOPSIS
Audits client certificates of key stores against the servers that they are for.
.DESCRIPTION
For Pester 5, with data:

    $password = Read-Host -AsSecureString
    Invoke-Pester -Container (New-PesterContainer -Path ClientCertificate.Audit.ps1 -Data @{ Path = 'client.p12'; Password = $password; Target = 'broker.example:9093' })

Each key of the store is tested against each server: the server is asked what it wants, then whether the certificate would be sent is
judged, and with -Try the server is shown it.
.PARAMETER Path
Key stores: PEM, PFX, JKS, whatever Get-TlsCertificate reads.
.PARAMETER Password
Their password.
.PARAMETER Alias
Patterns of the aliases of the keys that count; all where it is left out.
.PARAMETER Target
The servers that the certificates are for: host, host:port, or objects with ComputerName and, as needed, Port, ServerName, Protocol.
.PARAMETER DaysLeft
Days that the certificates must still be valid.
.PARAMETER Try
Connect with each certificate, and see whether the server accepts it.
#>
param(
    [Parameter(Mandatory = $true)] [string[]] $Path,
    [securestring] $Password,
    [string[]] $Alias = @('*'),
    [Parameter(Mandatory = $true)] [object[]] $Target,
    [int] $DaysLeft = 30,
    [switch] $Try
)

BeforeDiscovery {
    if (-not (Get-Command Get-TlsCertificate -ErrorAction Ignore)) { Import-Module TlsTools -ErrorAction Stop }
    $unlock = if ($Password) { @{ Password = $Password } } else { @{} }
    # Thrown as text: Pester shows the stack of any other exception above what it says.
    try { $entries = @(Get-TlsCertificate -Path $Path @unlock -ErrorAction Stop) } catch { throw "The store cannot be audited: $_" }
    foreach ($one in $Target) { if ($one -isnot [string] -and -not $one.ComputerName) { throw "A target has no ComputerName. Targets are host, host:port, or objects with ComputerName and, as needed, Port, ServerName, Protocol." } }
    $keys = @($entries | Where-Object { "$($_.Kind)" -eq 'Key' } | ForEach-Object {
            $entry = $_
            if (@($Alias | Where-Object { "$($entry.Alias)" -like $_ }).Count -gt 0) { @{ Entry = $entry; Name = "$($entry.Alias) $($entry.Subject)".Trim(); DaysLeft = $DaysLeft; Target = $Target; Try = [bool] $Try; Unlock = $unlock } }
        })
}

Describe 'The key store' -ForEach @(@{ Keys = $keys.Count; Patterns = $Alias; Entries = @($entries | ForEach-Object { "$($_.Alias) ($($_.Kind))".Trim() }) }) {
    It 'holds a private key' {
        $Keys | Should -BeGreaterThan 0 -Because "the audit is of the keys whose alias is like '$($Patterns -join "', '")'; the store has these entries: $($Entries -join ', ')"
    }
}

Describe '<name>' -ForEach $keys {
    It 'has a private key that fits' {
        $Entry.PrivateKey.MatchesCertificate | Should -BeTrue -Because "$($Entry.PrivateKey.Remark)"
    }

    It 'is valid for <daysLeft> more days' {
        $Entry.NotBefore | Should -BeLessThan ([DateTime]::UtcNow)
        $Entry.NotAfter | Should -BeGreaterThan ([DateTime]::UtcNow.AddDays($DaysLeft))
    }

    Context 'for <_>' -ForEach $Target {
        BeforeAll {
            $options = @{}
            $computer = $_
            if ($_ -isnot [string]) {
                $computer = $_.ComputerName
                foreach ($key in 'Port', 'ServerName', 'Protocol') { if ($_.$key) { $options[$key] = $_.$key } }
            }

            $trial = if ($Try) { @{ CertificatePath = $Entry.Source } + $Unlock } else { @{} }
            if ($Try -and $Entry.Alias) { $trial.Alias = $Entry.Alias }
            $endpoint = Test-TlsEndpoint -ComputerName $computer @options @trial
            $asked = @($endpoint.Handshakes | Where-Object { $null -ne $_.AcceptableCA }) | Select-Object -First 1
        }

        It 'is asked for' {
            "$($endpoint.ClientAuthentication)" | Should -BeIn 'Required', 'Optional' -Because $endpoint.Message
        }

        It 'would be sent' -Skip:(-not $Entry) {
            $asked | Should -Not -BeNullOrEmpty -Because "the server must ask for a certificate. $($endpoint.Message)"
            $test = Test-ClientCertificate -Entry $Entry -Handshake $asked -At ([DateTime]::UtcNow)
            $test.WouldBeSent | Should -BeTrue -Because ($test.Reasons -join ', ')
        }

        It 'is accepted' -Skip:(-not $Try) {
            "$($endpoint.ClientCertificate.With.Answer)" | Should -Be 'Accepted' -Because "$($endpoint.ClientCertificate.Message)"
        }
    }
}
