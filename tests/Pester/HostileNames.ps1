# Names that attack whoever looks at them, the bytes of a peer that sends them, a capture and a log of it, and what is dangerous in an output.
# A formula, escape sequences, markup, direction marks, a line of its own. What is a line of a protocol cannot have the last.
$evilLine = "=cmd|' /C calc'!A0`e]0;owned`a`e[31m<script>alert(1)</script>`u{202e}`u{2066}`u{200f}`u{85}`"onload=alert(1)"
$evil = "$evilLine`r`nforged"

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
    @{ Client = $false; Bytes = [System.Text.Encoding]::UTF8.GetBytes("220 $evilLine`r`n") })
$refusal = @(
    @{ Client = $false; Bytes = [System.Text.Encoding]::UTF8.GetBytes("220 mail ESMTP`r`n") }
    @{ Client = $true; Bytes = [System.Text.Encoding]::UTF8.GetBytes("EHLO me`r`n") }
    @{ Client = $false; Bytes = [System.Text.Encoding]::UTF8.GetBytes("250 STARTTLS`r`n") }
    @{ Client = $true; Bytes = [System.Text.Encoding]::UTF8.GetBytes("STARTTLS`r`n") }
    @{ Client = $false; Bytes = [System.Text.Encoding]::UTF8.GetBytes("454 $evilLine`r`n") })

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
$pem = Join-Path $TestDrive 'hostile.pem'
Set-Content $pem $certificate.ExportCertificatePem(), $key.ExportPkcs8PrivateKeyPem()
$log = @('jvm 1    | ssl_debug(4): Sending v3 client_hello message, requesting version 3.1...', 'jvm 1    | ssl_debug(4): Received certificate_request handshake message.', 'jvm 1    | ssl_debug(4): Accepted certificate authorities:', "jvm 1    | ssl_debug(4):   cn=$evilLine", 'jvm 1    | ssl_debug(4): Received alert message: Alert Fatal: bad certificate')
$logFile = Join-Path $TestDrive 'hostile.log'
Set-Content $logFile $log

# A new line is none of ours where it starts with what the peer put behind it.
function Get-Danger([string] $Text) {
    $dangers = '[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]|\r(?!\n)|(?<=\n)forged'
    [regex]::Matches($Text, $dangers) | ForEach-Object { 'U+{0:X4}' -f [int] $_.Value[0] } | Select-Object -Unique
}

# The platform's own certificate object has names as they were sent; nothing of this module is in it.
function Get-DangerOfJson($Value) {
    if ($Value -is [string]) { Get-Danger $Value }
    elseif ($Value -is [array]) { foreach ($item in $Value) { Get-DangerOfJson $item } }
    elseif ($Value -is [pscustomobject]) { foreach ($property in $Value.PSObject.Properties) { if ($property.Name -ne 'Certificate' -or -not ($property.Value.PSObject.Properties['HasPrivateKey'] -or $property.Value.SubjectName -or "$($property.Value)" -like '`[Subject`]*')) { Get-DangerOfJson $property.Value } } }
}
