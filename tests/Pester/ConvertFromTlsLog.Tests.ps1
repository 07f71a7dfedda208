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

    It 'writes a handshake before the pipeline ends' {
        $first = & { $lines; 'jvm 1    | ssl_debug(4): Closing transport...'; 1..50 | ForEach-Object { "line $_" }; throw 'read too far' } | ConvertFrom-TlsLog | Select-Object -First 1
        $first.Cause | Should -Be 'ClientCertificateMissing'
    }

    It 'takes events of Windows as objects' {
        $xml = "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='Schannel'/><EventID>36887</EventID><TimeCreated SystemTime='2026-11-21T01:28:42.1234567Z'/></System><EventData><Data Name='AlertDesc'>116</Data></EventData></Event>"
        $event = [pscustomobject]@{ Id = 36887; ProviderName = 'Schannel'; Message = 'A fatal alert was received from the remote endpoint. The TLS protocol defined fatal alert code is 116.' } |
            Add-Member -MemberType ScriptMethod -Name ToXml -Value { $xml } -PassThru
        $handshake = $event | ConvertFrom-TlsLog
        $handshake.Alert.Description | Should -Be 'certificate_required'
        $handshake.StartTime.ToString('o') | Should -Be '2026-11-21T01:28:42.1234567Z'
        $handshake.Cause | Should -Be 'ClientCertificateMissing'

        # As they come from another machine.
        $remote = [pscustomobject]@{ Id = 36888; ProviderName = 'Schannel'; TimeCreated = [datetime]::new(2026, 11, 21, 1, 28, 42, [DateTimeKind]::Utc); Message = $null; Properties = @([pscustomobject]@{ Value = 70 }, [pscustomobject]@{ Value = 105 }) }
        ($remote | ConvertFrom-TlsLog).Cause | Should -Be 'ProtocolVersionMismatch'
        ($remote | ConvertFrom-TlsLog).StartTime | Should -Be ([datetime]::new(2026, 11, 21, 1, 28, 42, [DateTimeKind]::Utc))
        [pscustomobject]@{ Id = 36888; ProviderName = 'disk'; Message = 'x' } | ConvertFrom-TlsLog | Should -BeNullOrEmpty
    }

    It 'warns of a file that tells of nothing, where it was named' {
        $none = Join-Path $TestDrive 'none.log'
        Set-Content $none 'nothing of the kind'
        ConvertFrom-TlsLog $none -WarningVariable warned -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        "$warned" | Should -BeLike "*none.log' tells of no TLS handshake*"
        ConvertFrom-TlsLog (Join-Path $TestDrive 'non*.log') -WarningVariable warned -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        $warned | Should -BeNullOrEmpty
    }

    It 'reads text in UTF-16 and packed' {
        $wide = Join-Path $TestDrive 'wide.log'
        Set-Content -Path $wide -Value $lines -Encoding Unicode
        (ConvertFrom-TlsLog $wide).Alert.Line | Should -Be 9
    }
}
