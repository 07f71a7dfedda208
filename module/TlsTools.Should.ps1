# Operators for Should of Pester 5. The module runs this file where Pester is loaded; Import-Module TlsTools after Pester, or
# once more with -Force. Written for Windows PowerShell 5.1 too.

# What a probe learned of a target, which is its result already, or text, or an object with ComputerName and Port.
function Resolve-TlsShouldEndpoint($Target, [hashtable] $Options) {
    if ($Target -is [TlsTools.Probe.TlsEndpoint]) {
        return $Target
    }

    if ($Target -is [string]) {
        return TlsTools\Test-TlsEndpoint -ComputerName $Target @Options
    }

    foreach ($name in 'Port', 'ServerName', 'Protocol') {
        if ($Target.$name -and -not $Options.ContainsKey($name)) {
            $Options[$name] = $Target.$name
        }
    }

    TlsTools\Test-TlsEndpoint -ComputerName $Target.ComputerName @Options
}

# What nothing is known of is neither true nor, with -Not, false: a server that is down has not passed.
function New-TlsShouldResult([bool] $IsTrue, [bool] $Negate, [string] $Expected, [string] $Found, [string] $Because, [bool] $IsKnown = $true) {
    $succeeded = $IsKnown -and $IsTrue -ne $Negate
    $message = if (-not $succeeded) {
        $reason = if ($Because) { " because $($Because -replace '^because\s+', '')," }
        "Expected $(if ($Negate) { 'not ' })$Expected,$reason but $Found"
    }

    [pscustomobject] @{ Succeeded = $succeeded; FailureMessage = $message }
}

# 'host:443' | Should -NegotiateTls '1.2', '1.3': the server takes each of the versions; with -Not none of them.
function Test-ShouldNegotiateTls($ActualValue, [string[]] $ExpectedValue, [string] $ServerName, [string] $Protocol, [switch] $Negate, [string] $Because) {
    $options = @{}
    if ($ServerName) { $options.ServerName = $ServerName }
    if ($Protocol) { $options.Protocol = $Protocol }
    $endpoint = Resolve-TlsShouldEndpoint $ActualValue $options
    $versions = @($endpoint.Versions | ForEach-Object { "$_" })
    $wanted = @($ExpectedValue | ForEach-Object { if ($_ -match '^\d') { "TLS $_" } else { $_ } })
    $found = @($wanted | Where-Object { $versions -contains $_ })
    $answer = if ($versions.Count -gt 0) { "it takes $($versions -join ', ')" } else { $endpoint.Message }
    $isTrue = if ($Negate) { $found.Count -gt 0 } else { $found.Count -eq $wanted.Count }
    New-TlsShouldResult $isTrue $Negate "$($endpoint.ComputerName):$($endpoint.Port) to negotiate $($wanted -join ', ')" $answer $Because ("$($endpoint.Outcome)" -notin 'Refused', 'TimedOut', 'NameNotFound', 'Unreachable', 'ProxyRefused')
}

# 'host:443' | Should -RequireClientCertificate
function Test-ShouldRequireClientCertificate($ActualValue, [string] $ServerName, [string] $Protocol, [switch] $Negate, [string] $Because) {
    $options = @{}
    if ($ServerName) { $options.ServerName = $ServerName }
    if ($Protocol) { $options.Protocol = $Protocol }
    $endpoint = Resolve-TlsShouldEndpoint $ActualValue $options
    $answer = if ("$($endpoint.Outcome)" -eq 'Reachable') { "its client authentication is $($endpoint.ClientAuthentication)" } else { $endpoint.Message }
    New-TlsShouldResult ("$($endpoint.ClientAuthentication)" -eq 'Required') $Negate "$($endpoint.ComputerName):$($endpoint.Port) to require a client certificate" $answer $Because ("$($endpoint.ClientAuthentication)" -ne 'Unknown')
}

# 'host:443' | Should -AcceptClientCertificate client.p12 -Password $secret
function Test-ShouldAcceptClientCertificate($ActualValue, $ExpectedValue, [securestring] $Password, [string] $Alias, [string] $ServerName, [string] $Protocol, [switch] $Negate, [string] $Because) {
    $options = @{}
    if ($ServerName) { $options.ServerName = $ServerName }
    if ($Protocol) { $options.Protocol = $Protocol }
    if ($Alias) { $options.Alias = $Alias }
    if ($Password) { $options.Password = $Password }
    $target = $ActualValue
    if ($null -ne $ExpectedValue) {
        if ($ExpectedValue -is [System.Security.Cryptography.X509Certificates.X509Certificate2]) { $options.Certificate = $ExpectedValue } else { $options.CertificatePath = [string[]] $ExpectedValue }
        if ($target -is [TlsTools.Probe.TlsEndpoint]) {
            $target = [pscustomobject] @{ ComputerName = $target.ComputerName; Port = $target.Port; ServerName = $target.ServerName; Protocol = ($target.Protocol -replace '^Tcp$|^StartTls/', '') }
        }
    }

    $endpoint = Resolve-TlsShouldEndpoint $target $options
    $trial = $endpoint.ClientCertificate
    $answer = if ($trial) { $trial.Message } elseif ("$($endpoint.Outcome)" -eq 'Reachable') { 'no certificate was tried' } else { $endpoint.Message }
    New-TlsShouldResult ($null -ne $trial -and "$($trial.With.Answer)" -eq 'Accepted') $Negate "$($endpoint.ComputerName):$($endpoint.Port) to accept the client certificate" $answer $Because ($null -ne $trial)
}

# Get-TlsHandshake night.pcap | Should -CompleteTlsHandshake; a path will do too. Attempts of which the capture does not show the end do not count.
function Test-ShouldCompleteTlsHandshake($ActualValue, [switch] $Negate, [string] $Because) {
    # Nothing piped in is $null here, and no handshake that was completed.
    $handshakes = @($ActualValue | Where-Object { $null -ne $_ } | ForEach-Object { if ($_ -is [string] -or $_ -is [System.IO.FileSystemInfo]) { TlsTools\Get-TlsHandshake -Path "$_" } else { $_ } })
    $failed = @($handshakes | Where-Object { "$($_.Outcome)" -eq 'Failed' })
    $words = @($failed | Select-Object -First 5 | ForEach-Object { "#$($_.Number) to $($_.Server): $($_.Cause)" })
    $found = if ($handshakes.Count -eq 0) { 'there was none' } elseif ($failed.Count -eq 0) { "all $($handshakes.Count) were completed" } else { "$($failed.Count) of $($handshakes.Count) failed ($($words -join '; ')$(if ($failed.Count -gt 5) { '; ...' }))" }
    New-TlsShouldResult ($handshakes.Count -gt 0 -and $failed.Count -eq 0) $Negate 'every TLS handshake to be completed' $found $Because
}

Add-ShouldOperator -Name NegotiateTls -Test ${function:Test-ShouldNegotiateTls} -InternalName Should-NegotiateTls
Add-ShouldOperator -Name RequireClientCertificate -Test ${function:Test-ShouldRequireClientCertificate} -InternalName Should-RequireClientCertificate
Add-ShouldOperator -Name AcceptClientCertificate -Test ${function:Test-ShouldAcceptClientCertificate} -InternalName Should-AcceptClientCertificate
Add-ShouldOperator -Name CompleteTlsHandshake -Test ${function:Test-ShouldCompleteTlsHandshake} -InternalName Should-CompleteTlsHandshake -SupportsArrayInput
