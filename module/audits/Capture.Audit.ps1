#requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }
<#
.SYNOPSIS
Audits the captures of a night: no server with a failed handshake, no old version.
.DESCRIPTION
For Pester 5, with data:

    Invoke-Pester -Container (New-PesterContainer -Path Capture.Audit.ps1 -Data @{ Path = 'captures/*.pcap' })

Each server in the captures is a test; captures may be of any size, as no handshake is kept.
.PARAMETER Path
Captures, or folders that are searched for them.
.PARAMETER Version
Versions that may be negotiated; '1.3' will do for 'TLS 1.3'.
.PARAMETER FailureShare
The share of failed handshakes that is borne with, 0 to 1.
.PARAMETER AllowedCause
Causes that do not count, for instance UserCanceled.
#>
param(
    [Parameter(Mandatory = $true)] [string[]] $Path,
    [string[]] $Version = @('TLS 1.2', 'TLS 1.3'),
    [ValidateRange(0, 1)] [double] $FailureShare = 0,
    [string[]] $AllowedCause = @()
)

BeforeDiscovery {
    if (-not (Get-Command Measure-TlsHandshake -ErrorAction Ignore)) { Import-Module TlsTools -ErrorAction Stop }
    # Thrown as text: Pester shows the stack of any other exception above what it says.
    try { $measured = @(Measure-TlsHandshake -Path $Path -By Server, Cause, Version -ErrorAction Stop) } catch { throw "The captures cannot be audited: $_" }
    $servers = @($measured | Group-Object Server | ForEach-Object {
            $groups = $_.Group
            $wrong = @($groups | Where-Object { $_.Failed -gt 0 -and $AllowedCause -notcontains $_.Cause })
            @{
                Server       = $_.Name
                Decided      = ($groups | Measure-Object Completed -Sum).Sum + ($wrong | Measure-Object Failed -Sum).Sum
                Failed       = [long] ($wrong | Measure-Object Failed -Sum).Sum
                Causes       = @($wrong | Group-Object Cause | ForEach-Object { "$(if ($_.Name) { $_.Name } else { 'unknown' }) ($(($_.Group | Measure-Object Failed -Sum).Sum))" }) -join ', '
                Versions     = @($groups | Where-Object { $_.Completed -gt 0 } | ForEach-Object { $_.Version } | Sort-Object -Unique)
                Version      = @($Version -replace '^(?=\d)', 'TLS ')
                FailureShare = $FailureShare
            }
        })
}

Describe 'The captures' -ForEach @(@{ Servers = $servers.Count; Paths = $Path }) {
    It 'hold TLS handshakes' {
        $Servers | Should -BeGreaterThan 0 -Because "'$($Paths -join ', ')' must name captures with TLS in them"
    }
}

Describe '<server>' -ForEach $servers {
    It 'completes its handshakes' {
        $share = if ($Decided -gt 0) { $Failed / $Decided } else { 0 }
        $share | Should -BeLessOrEqual $FailureShare -Because "$Failed of $Decided failed: $Causes"
    }

    It 'negotiates no other version than <version>' {
        @($Versions | Where-Object { $Version -notcontains $_ }) | Should -BeNullOrEmpty
    }
}
