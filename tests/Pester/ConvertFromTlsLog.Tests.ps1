BeforeAll {
    $root = Split-Path -Parent (Split-Path -Parent $PSScriptRoot)
    Import-Module (Join-Path $root 'TlsTools.psd1') -Force
    $lines = @(
        'jvm 1    | ssl_debug(4): Sending v3 client_hello message, requesting version 3.1...'
        'jvm 1    | ssl_debug(4): Received v3 server_hello handshake message.'
        'jvm 1    | ssl_debug(4): Received certificate_request handshake message.'
        'jvm 1    | ssl_debug(4): Accepted certificate types: RSA, DSS'
        'jvm 1    | ssl_debug(4): Accepted certificate authorities:'
        'jvm 1    | ssl_debug(4):   cn=ca,ou=ca,o=ca,l=BLR,st=KA,c=IN'
        'jvm 1    | ssl_debug(4): Received server_hello_done handshake message.'
        'jvm 1    | ssl_debug(4): No client certificate available, sending empty certificate message...'
        'jvm 1    | ssl_debug(4): Received alert message: Alert Fatal: bad certificate'
    )
    Set-Content -LiteralPath (Join-Path $TestDrive 'wrapper[1].log') -Value ' '
    $log = Join-Path $TestDrive 'wrapper.log'
    Set-Content -Path $log -Value $lines
}

Describe 'ConvertFrom-TlsLog' {
    It 'makes handshakes of lines from the pipeline' {
        $handshake = $lines | ConvertFrom-TlsLog
        $handshake.GetType().FullName | Should -Be 'TlsTools.Handshakes.TlsHandshake'
        $handshake.Alert.Description | Should -Be 'bad_certificate'
        $handshake.Alert.Line | Should -Be 9
        $handshake.Source | Should -BeNullOrEmpty
    }

    It 'takes one string with several lines' {
        ($lines -join "`n" | ConvertFrom-TlsLog).Messages.Count | Should -Be 6
    }

    It 'reads files by path, wildcard, literal path and from Get-ChildItem' {
        (ConvertFrom-TlsLog $log).Source | Should -Be $log
        @(ConvertFrom-TlsLog -Path (Join-Path $TestDrive '*.log')).Count | Should -Be 1
        @(ConvertFrom-TlsLog -LiteralPath (Join-Path $TestDrive 'wrapper[1].log')).Count | Should -Be 0
        @(Get-ChildItem $log | ConvertFrom-TlsLog).Count | Should -Be 1
    }

    It 'gives what the other commands work with' {
        $handshake = ConvertFrom-TlsLog $log
        $handshake.Cause | Should -Be 'ClientCertificateMissing'
        ($handshake | Get-TlsDiagnosis | Select-Object -First 1).Evidence.Line | Should -Contain 9
        ($handshake | Get-AcceptableCA).Name.Name | Should -Be 'CN=ca,OU=ca,O=ca,L=BLR,ST=KA,C=IN'
        $handshake | Where-Object Alert | Format-Table | Out-String | Should -BeLike '*bad_certificate*'
    }

    It 'says which file is not there' {
        ConvertFrom-TlsLog -LiteralPath (Join-Path $TestDrive 'none.log') -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure[0].FullyQualifiedErrorId | Should -Be 'FileNotFound,TlsTools.Commands.ConvertFromTlsLogCommand'
    }
}
