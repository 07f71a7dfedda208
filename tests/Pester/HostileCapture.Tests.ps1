# What peers send is written to consoles, pages and spreadsheets: a capture in which every name is an attack, through every cmdlet.
BeforeAll {
    $root = Split-Path -Parent (Split-Path -Parent $PSScriptRoot)
    Import-Module (Join-Path $root 'TlsTools.psd1') -Force
    $evil = "=cmd|' /C calc'!A0`e]0;owned`a`e[31m<script>alert(1)</script>`u{202e}`"onload=alert(1)"

    # Names in UTF-8, lengths of one to three bytes before vectors.
    function Vector([int] $Bytes, [byte[]] $Content) {
        for ($shift = 8 * ($Bytes - 1); $shift -ge 0; $shift -= 8) { [byte] (($Content.Length -shr $shift) -band 0xff) }
        $Content
    }

    function Record([byte] $Type, [byte[]] $Content) { [byte[]] (@($Type, 3, 3) + (Vector 2 $Content)) }
    function Message([byte] $Type, [byte[]] $Body) { [byte[]] (@($Type) + (Vector 3 $Body)) }

    $name = [System.Text.Encoding]::UTF8.GetBytes($evil)
    $serverName = [byte[]] (@(0, 0) + (Vector 2 (Vector 2 (@([byte] 0) + (Vector 2 $name)))))
    $alpn = [byte[]] (@(0, 16) + (Vector 2 (Vector 2 (Vector 1 $name))))
    $hello = Message 1 (@(3, 3) + (1..32) + 0 + (Vector 2 @(0xc0, 0x2f)) + (Vector 1 @(0)) + (Vector 2 ($serverName + $alpn)))
    $answer = Message 2 (@(3, 3) + (33..64) + 0 + @(0xc0, 0x2f, 0) + (Vector 2 $alpn))

    $builder = [System.Security.Cryptography.X509Certificates.X500DistinguishedNameBuilder]::new()
    $builder.AddCommonName($evil)
    $subject = $builder.Build()
    $key = [System.Security.Cryptography.ECDsa]::Create([System.Security.Cryptography.ECCurve+NamedCurves]::nistP256)
    $request = [System.Security.Cryptography.X509Certificates.CertificateRequest]::new($subject, $key, 'SHA256')
    $certificate = $request.CreateSelfSigned([DateTimeOffset] '2020-01-01', [DateTimeOffset] '2099-01-01')
    $chain = Message 11 (Vector 3 (Vector 3 $certificate.RawData))
    $ask = Message 13 ((Vector 1 @(1, 64)) + (Vector 2 @(4, 3)) + (Vector 2 (Vector 2 $subject.RawData)))
    $handshake = @(
        @{ Client = $true; Bytes = Record 22 $hello }
        @{ Client = $false; Bytes = Record 22 ($answer + $chain + $ask + (Message 14 @())) }
        @{ Client = $true; Bytes = Record 22 (Message 11 (Vector 3 @())) }
        @{ Client = $false; Bytes = Record 21 @(2, 42) })
    $banner = @(
        @{ Client = $true; Bytes = Record 22 $hello }
        @{ Client = $false; Bytes = [System.Text.Encoding]::UTF8.GetBytes("220 $evil`r`n") })
    $refusal = @(
        @{ Client = $false; Bytes = [System.Text.Encoding]::UTF8.GetBytes("220 mail ESMTP`r`n") }
        @{ Client = $true; Bytes = [System.Text.Encoding]::UTF8.GetBytes("EHLO me`r`n") }
        @{ Client = $false; Bytes = [System.Text.Encoding]::UTF8.GetBytes("250 STARTTLS`r`n") }
        @{ Client = $true; Bytes = [System.Text.Encoding]::UTF8.GetBytes("STARTTLS`r`n") }
        @{ Client = $false; Bytes = [System.Text.Encoding]::UTF8.GetBytes("454 $evil`r`n") })

    # A capture of raw IPv4.
    $file = [System.IO.MemoryStream]::new()
    $writer = [System.IO.BinaryWriter]::new($file)
    foreach ($value in 2712847316, 0x00040002, 0, 0, 65535, 101) { $writer.Write([uint32] $value) }
    $script:seconds = 1700000000
    function Write-Packet([int] $Port, [bool] $FromClient, [byte] $Flags, [uint32] $Sequence, [uint32] $Acknowledgment, [byte[]] $Payload) {
        $packet = [byte[]]::new(40 + $Payload.Length)
        $packet[0] = 0x45; $packet[8] = 64; $packet[9] = 6
        $packet[2] = $packet.Length -shr 8; $packet[3] = $packet.Length -band 0xff
        $packet[12] = $packet[16] = 10; $packet[15] = if ($FromClient) { 1 } else { 2 }; $packet[19] = if ($FromClient) { 2 } else { 1 }
        $ports = if ($FromClient) { $Port, 443 } else { 443, $Port }
        $packet[20] = $ports[0] -shr 8; $packet[21] = $ports[0] -band 0xff; $packet[22] = $ports[1] -shr 8; $packet[23] = $ports[1] -band 0xff
        foreach ($index in 0..3) { $packet[24 + $index] = ($Sequence -shr (24 - 8 * $index)) -band 0xff; $packet[28 + $index] = ($Acknowledgment -shr (24 - 8 * $index)) -band 0xff }
        $packet[32] = 0x50; $packet[33] = $Flags; $packet[34] = 0xff
        $Payload.CopyTo($packet, 40)
        foreach ($value in ($script:seconds++), 0, $packet.Length, $packet.Length) { $writer.Write([uint32] $value) }
        $writer.Write($packet)
    }

    $port = 40000
    foreach ($conversation in $handshake, $banner, $refusal) {
        $port++
        $next = @{ $true = [uint32] 1000; $false = [uint32] 5000 }
        Write-Packet $port $true 2 999 0 @()
        Write-Packet $port $false 18 4999 1000 @()
        foreach ($turn in $conversation) {
            Write-Packet $port $turn.Client 24 $next[$turn.Client] $next[-not $turn.Client] $turn.Bytes
            $next[$turn.Client] += $turn.Bytes.Length
        }

        Write-Packet $port $false 17 $next[$false] $next[$true] @()
        Write-Packet $port $true 17 $next[$true] ($next[$false] + 1) @()
    }

    $writer.Flush()
    $hostile = Join-Path $TestDrive 'hostile.pcap'
    [System.IO.File]::WriteAllBytes($hostile, $file.ToArray())
    $handshakes = @(Get-TlsHandshake $hostile)
    $log = @('jvm 1    | ssl_debug(4): Sending v3 client_hello message, requesting version 3.1...', 'jvm 1    | ssl_debug(4): Received certificate_request handshake message.', 'jvm 1    | ssl_debug(4): Accepted certificate authorities:', "jvm 1    | ssl_debug(4):   cn=$evil", 'jvm 1    | ssl_debug(4): Received alert message: Alert Fatal: bad certificate')
    $pem = Join-Path $TestDrive 'hostile.pem'
    Set-Content $pem $certificate.ExportCertificatePem()

    $outputs = @{
        'Get-TlsHandshake'       = { $handshakes }
        'Messages'               = { $handshakes.Messages }
        'Get-TlsDiagnosis'       = { Get-TlsDiagnosis $hostile }
        'Compare-TlsHandshake'   = { Compare-TlsHandshake $handshakes[0] (Get-TlsHandshake (Join-Path $root 'samples/mutual-tls12.pcap')) }
        'Show-TlsHandshake'      = { $handshakes | Show-TlsHandshake }
        'Measure-TlsHandshake'   = { Measure-TlsHandshake $hostile -By ServerName, Alpn, ServerCertificate }
        'Get-TlsCertificate'     = { $handshakes[0] | Get-TlsCertificate; Get-TlsCertificate $pem }
        'Get-AcceptableCA'       = { $handshakes[0] | Get-AcceptableCA; $handshakes[0] | Get-AcceptableCA -AsList }
        'Compare-AcceptableCA'   = { Compare-AcceptableCA $pem -Handshake $handshakes[0] }
        'Test-ClientCertificate' = { Test-ClientCertificate $pem -Handshake $handshakes[0] }
        'Protect-TlsCapture'     = { $made = Protect-TlsCapture $hostile (Join-Path $TestDrive 'copy.pcap') -Force -ReplaceName -ReplaceAddress; $made; $made.Names; Get-TlsHandshake $made.Destination }
        'ConvertFrom-TlsLog'     = { $log | ConvertFrom-TlsLog; $log | ConvertFrom-TlsLog | Get-AcceptableCA }
    }

    function Get-Danger([string] $Text) { [regex]::Matches($Text, "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029]") | ForEach-Object { 'U+{0:X4}' -f [int] [char] $_.Value } | Select-Object -Unique }
    # The platform's own certificate object has names as they were sent; nothing of this module is in it.
    function Get-DangerOfJson($Value) {
        if ($Value -is [string]) { Get-Danger $Value }
        elseif ($Value -is [array]) { foreach ($item in $Value) { Get-DangerOfJson $item } }
        elseif ($Value -is [pscustomobject]) { foreach ($property in $Value.PSObject.Properties) { if ($property.Name -ne 'Certificate' -or -not ($property.Value.SubjectName -or "$($property.Value)" -like '`[Subject`]*')) { Get-DangerOfJson $property.Value } } }
    }

    $PSStyle.OutputRendering = 'PlainText'
}

AfterAll { $PSStyle.OutputRendering = 'Host' }

Describe 'A hostile capture' {
    It 'is read as it was made' {
        $handshakes.Count | Should -Be 3
        $handshakes[0].ServerName | Should -BeLike '=cmd|*\u{1b}*<script>*'
        $handshakes[0].AcceptableCA.Count | Should -Be 1
        $handshakes[1].Plaintext | Should -Not -BeNullOrEmpty
        $handshakes[2].Refusal.Text | Should -BeLike '*\u{1b}*'
    }

    It 'is harmless on a console and in files, by <_>' -ForEach 'Get-TlsHandshake', 'Messages', 'Get-TlsDiagnosis', 'Compare-TlsHandshake', 'Show-TlsHandshake', 'Measure-TlsHandshake', 'Get-TlsCertificate', 'Get-AcceptableCA', 'Compare-AcceptableCA', 'Test-ClientCertificate', 'Protect-TlsCapture', 'ConvertFrom-TlsLog' {
        $objects = @(& $outputs[$_])
        $objects.Count | Should -BeGreaterThan 0
        Get-Danger ($objects | Out-String -Width 120) | Should -BeNullOrEmpty
        Get-Danger ($objects | Format-List * | Out-String -Width 120) | Should -BeNullOrEmpty
        Get-Danger (($objects | ConvertTo-Csv) -join "`n") | Should -BeNullOrEmpty
        Get-DangerOfJson (@($objects) | ConvertTo-Json -Depth 5 -AsArray -WarningAction SilentlyContinue | ConvertFrom-Json) | Should -BeNullOrEmpty
        foreach ($row in $objects | ConvertTo-TlsRow) {
            foreach ($cell in ($row | ConvertTo-Csv | ConvertFrom-Csv).PSObject.Properties) { if ($cell.Value -notmatch '^-?\d') { $cell.Value | Should -Not -Match '^[=+\-@\t\r]' -Because $cell.Name } }
        }
    }

    It 'is harmless as a picture or a page: <_>' -ForEach 'ladder.svg', 'ladder.html', 'ladder.mmd', 'ladder.txt', 'report.html' {
        $file = Join-Path $TestDrive $_
        if ($_ -eq 'report.html') { $handshakes | Export-TlsReport $file } else { $handshakes[0] | Show-TlsHandshake -Path $file }
        $text = Get-Content $file -Raw
        Get-Danger $text | Should -BeNullOrEmpty
        if ($_ -notlike '*.txt') {
            $text | Should -Not -BeLike '*<script>alert*'
            $text | Should -Not -BeLike '*"onload=alert*'
        }
    }

    It 'is harmless in errors and warnings' {
        Get-TlsHandshake $hostile -ServerName "nothing`e" -ErrorVariable problems -WarningVariable warnings -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        Get-Danger "$problems $warnings" | Should -BeNullOrEmpty
    }
}
