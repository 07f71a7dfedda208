# Loads the build that fits the shell: net8.0 for PowerShell 7.4 and later, netstandard2.0 for Windows PowerShell 5.1.
$framework = if ($PSVersionTable.PSEdition -eq 'Core') { 'net8.0' } else { 'netstandard2.0' }
$assembly = [System.IO.Path]::Combine($PSScriptRoot, 'bin', $framework, 'TlsTools.PowerShell.dll')

if (-not [System.IO.File]::Exists($assembly)) {
    throw "TlsTools is not built: '$assembly' is missing. Run 'dotnet build -c Release' in the clone, or install a released module."
}

Microsoft.PowerShell.Core\Import-Module -Name $assembly -ErrorAction Stop
