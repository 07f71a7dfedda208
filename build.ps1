<#
.SYNOPSIS
Builds, tests or packages TlsTools. The work itself is in MSBuild; this only calls it.
.PARAMETER Task
Build lays the importable module, Test runs all tests, Package copies the module to artifacts/TlsTools/<version>/.
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Test', 'Package')]
    [string] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Release'
)

$ErrorActionPreference = 'Stop'
Push-Location -LiteralPath $PSScriptRoot
try {
    switch ($Task) {
        'Build' { dotnet build -c $Configuration }
        'Test' { dotnet test -c $Configuration }
        'Package' { dotnet build -c $Configuration src/TlsTools.PowerShell -t:PackageModule }
    }

    if ($LASTEXITCODE -ne 0) {
        throw "$Task failed with exit code $LASTEXITCODE."
    }
}
finally {
    Pop-Location
}
