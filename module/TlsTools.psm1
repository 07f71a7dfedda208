# Loads the build that fits the shell: net8.0 for PowerShell 7.4 and later, netstandard2.0 for Windows PowerShell 5.1.
$framework = if ($PSVersionTable.PSEdition -eq 'Core') { 'net8.0' } else { 'netstandard2.0' }
$assembly = [System.IO.Path]::Combine($PSScriptRoot, 'bin', $framework, 'TlsTools.PowerShell.dll')

if (-not [System.IO.File]::Exists($assembly)) {
    throw "TlsTools is not built: '$assembly' is missing. Run 'dotnet build -c Release' in the clone, or install a released module."
}

Microsoft.PowerShell.Core\Import-Module -Name $assembly -ErrorAction Stop

# Lists have texts for Export-Csv.
Microsoft.PowerShell.Utility\Update-TypeData -TypeData ([TlsTools.Commands.ListPropertyAdapter]::Types) -Force

# Operators for Should, where Pester 5 is loaded: 'host:443' | Should -NegotiateTls '1.3'. Pester itself is not loaded for them.
if (Microsoft.PowerShell.Core\Get-Module -Name Pester | Microsoft.PowerShell.Core\Where-Object { $_.Version.Major -ge 5 }) {
    . ([System.IO.Path]::Combine($PSScriptRoot, 'TlsTools.Should.ps1'))
}
