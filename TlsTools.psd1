@{
    RootModule             = 'module/TlsTools.psm1'
    ModuleVersion          = '0.1.0'
    GUID                   = '6f6b0e0b-1c0f-4c55-9a0e-7f5b0a4d9c31'
    Author                 = 'The TlsTools contributors'
    CompanyName            = 'The TlsTools contributors'
    Copyright              = 'Copyright (c) 2026 The TlsTools contributors. MIT licence.'
    Description            = 'Reads TLS handshakes out of network captures and says how each one ended.'
    PowerShellVersion      = '5.1'
    DotNetFrameworkVersion = '4.7.2'
    CompatiblePSEditions   = @('Desktop', 'Core')
    TypesToProcess         = @('module/TlsTools.Types.ps1xml')
    FormatsToProcess       = @('module/TlsTools.Format.ps1xml')
    CmdletsToExport        = @('Get-TlsHandshake', 'Get-TlsDiagnosis', 'Compare-TlsHandshake', 'Show-TlsHandshake', 'Export-TlsReport', 'Measure-TlsHandshake', 'ConvertFrom-TlsLog', 'Join-TlsHandshake', 'Get-TlsCertificate', 'Get-AcceptableCA', 'Compare-AcceptableCA', 'Test-ClientCertificate', 'Test-TlsEndpoint', 'Start-TlsListener', 'Protect-TlsCapture', 'ConvertTo-TlsRow')
    FunctionsToExport      = @()
    VariablesToExport      = @()
    AliasesToExport        = @()
    PrivateData            = @{
        PSData = @{
            Tags       = @('TLS', 'SSL', 'pcap', 'pcapng', 'handshake', 'certificate', 'PSEdition_Desktop', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
            LicenseUri = 'https://opensource.org/license/mit'
        }
    }
}
