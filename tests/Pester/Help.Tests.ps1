BeforeDiscovery {
    $root = Split-Path -Parent (Split-Path -Parent $PSScriptRoot)
    Import-Module (Join-Path $root 'TlsTools.psd1') -Force
    $commands = (Get-Command -Module TlsTools).Name
    $noPeer = -not (Get-Command openssl -CommandType Application -ErrorAction Ignore)

    # Every example of every page. What one shows with a server that does not answer by name here is tried with one on loopback.
    $examples = foreach ($page in Get-ChildItem (Join-Path $root 'docs') -Filter '*-*.md' | Where-Object BaseName -In $commands) {
        $text = Get-Content $page.FullName -Raw
        foreach ($match in [regex]::Matches($text, '(?m)^### (?<title>Example \d+: .*)\r?\n(?:(?!^### )[\s\S])*?^```powershell\r?\n(?<code>[\s\S]*?)^```')) {
            @{ Command = $page.BaseName; Title = $match.Groups['title'].Value; Code = $match.Groups['code'].Value; NeedsPeer = $match.Groups['code'].Value -match 'broker|mail\.example|www\.example|servers\.txt' }
        }
    }
}

BeforeAll {
    $root = Split-Path -Parent (Split-Path -Parent $PSScriptRoot)
    Import-Module (Join-Path $root 'TlsTools.psd1') -Force
}

Describe 'Get-Help <_>' -ForEach $commands {
    BeforeAll {
        $command = $_
        $help = Get-Help $command -Full
    }

    It 'is complete' {
        $help.Synopsis | Should -Match '\w{4}.*\.$'
        ($help.description | Out-String).Trim().Length | Should -BeGreaterThan 80
        @($help.examples.example).Count | Should -BeGreaterOrEqual 3
        ($help.inputTypes | Out-String).Trim() | Should -Not -BeNullOrEmpty
        ($help.returnValues | Out-String).Trim() | Should -Match 'TlsTools\.|System\.|Nothing'
    }

    It 'describes every parameter' {
        $common = [System.Management.Automation.PSCmdlet]::CommonParameters + [System.Management.Automation.PSCmdlet]::OptionalCommonParameters
        foreach ($name in (Get-Command $command).Parameters.Keys | Where-Object { $_ -notin $common }) {
            ($help.parameters.parameter | Where-Object Name -EQ $name).description.Text | Should -Not -BeNullOrEmpty -Because "-$name"
        }
    }

    It 'has numbered examples' {
        $numbers = @($help.examples.example | ForEach-Object { [int] ($_.title -replace '\D*(\d+).*', '$1') })
        $numbers | Should -Be @(1..$numbers.Count)
    }
}

Describe 'Topics' {
    # Get-Help looks for topics in folders of PSModulePath, where an installed module is; in a clone they lie beside the assembly.
    It 'has <_>, as it stands in docs' -ForEach 'about_TlsTools', 'about_TlsTools_Causes' {
        $file = Join-Path $root "module/bin/net8.0/en-US/$_.help.txt"
        $file | Should -Exist
        $source = @{ about_TlsTools = 'docs/about_TlsTools.md'; about_TlsTools_Causes = 'docs/rules/README.md' }[$_]
        Get-Content $file -Raw | Should -Be (Get-Content (Join-Path $root $source) -Raw)
    }

    It 'names every cmdlet in about_TlsTools' {
        $text = Get-Content (Join-Path $root 'docs/about_TlsTools.md') -Raw
        foreach ($command in (Get-Command -Module TlsTools).Name) { $text | Should -BeLike "*$command*" }
    }
}

Describe 'Get-Help -Online' {
    BeforeAll {
        # A clone as far as help is concerned: its pages, what makes help of them, and where it came from.
        $clone = (New-Item -ItemType Directory (Join-Path ([System.IO.Path]::GetTempPath()) ([guid]::NewGuid()))).FullName
        $project = Join-Path $clone 'src/TlsTools.PowerShell/TlsTools.PowerShell.csproj'
        $null = New-Item -ItemType Directory (Join-Path $clone '.git/objects'), (Join-Path $clone '.git/refs'), (Join-Path $clone 'src/Build'), (Split-Path $project), (Join-Path $clone 'bin')
        Set-Content (Join-Path $clone '.git/HEAD') 'ref: refs/heads/main'
        Set-Content $project '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net8.0</TargetFramework><LayModule>true</LayModule></PropertyGroup></Project>'
        Copy-Item (Join-Path $root 'Directory.Build.props'), (Join-Path $root 'Directory.Build.targets') $clone
        Copy-Item (Join-Path $root 'src/Build/GenerateHelp.cs') (Join-Path $clone 'src/Build')
        Copy-Item -Recurse (Join-Path $root 'docs') $clone

        function Run([string] $Origin, [string[]] $Option) {
            Set-Content (Join-Path $clone '.git/config') "[remote `"origin`"]`n`turl = $Origin"
            $said = & dotnet msbuild $project -nologo @Option 2>&1
            if ($LASTEXITCODE -ne 0) { throw ($said -join "`n") }
            $said
        }
    }

    AfterAll {
        Remove-Item -Recurse -Force $clone
    }

    It 'has its pages where a clone of <Origin> came from' -ForEach @(
        @{ Origin = 'https://somebody:secret@example.invalid:8443/owner/tlstools.git'; Pages = 'https://example.invalid:8443/owner/tlstools/blob/main/docs' }
        @{ Origin = 'git@example.invalid:owner/tlstools.git'; Pages = 'https://example.invalid/owner/tlstools/blob/main/docs' }
        @{ Origin = '/srv/tlstools.git'; Pages = $null }
    ) {
        "$(Run $Origin '-t:FindDocumentation', '-getProperty:DocumentationUrl')".Trim() | Should -Be "$Pages"
    }

    It 'has them where the build is told before any other place' {
        Run 'https://example.invalid/owner/tlstools.git' '-t:FindDocumentation', '-getProperty:DocumentationUrl', '-p:DocumentationUrl=https://docs.invalid/tls' | Should -Be 'https://docs.invalid/tls'
    }

    It 'opens the page' -Skip:(-not $IsLinux) {
        Run 'https://example.invalid/owner/tlstools.git' '-t:LayHelp', '-v:quiet'
        $installed = Join-Path $clone 'installed'
        $null = New-Item -ItemType Directory $installed
        Copy-Item (Join-Path $root 'TlsTools.psd1') $installed
        Copy-Item -Recurse (Join-Path $root 'module') $installed
        Copy-Item (Join-Path $clone 'module/bin/net8.0/en-US/TlsTools.PowerShell.dll-Help.xml') (Join-Path $installed 'module/bin/net8.0/en-US') -Force
        $opener = Join-Path $clone 'bin/xdg-open'
        Set-Content $opener "#!/bin/sh`necho `"`$1`" > '$clone/opened'"
        chmod +x $opener
        $links = & (Get-Process -Id $PID).Path -NoProfile -NonInteractive -Command "
            `$env:PATH = '$clone/bin:' + `$env:PATH
            Import-Module '$installed/TlsTools.psd1'
            (Get-Help Get-TlsHandshake).relatedLinks | Out-String
            Get-Help Get-TlsHandshake -Online
            foreach (`$attempt in 1..100) { if (Test-Path '$clone/opened') { break }; Start-Sleep -Milliseconds 50 }"
        $links -join ' ' | Should -Match 'https://example\.invalid/owner/tlstools/blob/main/docs/Get-TlsHandshake\.md'
        Get-Content (Join-Path $clone 'opened') | Should -Be 'https://example.invalid/owner/tlstools/blob/main/docs/Get-TlsHandshake.md'
    }
}

Describe 'Examples' {
    BeforeAll {
        $folder = (New-Item -ItemType Directory (Join-Path ([System.IO.Path]::GetTempPath()) ([guid]::NewGuid()))).FullName
        $stores = Join-Path $root 'tests/fixtures/stores'
        $null = New-Item -ItemType Directory (Join-Path $folder 'clients'), (Join-Path $folder 'tls')
        Copy-Item -Recurse (Join-Path $root 'samples') $folder
        foreach ($copy in @(
                @('java.p12', 'keystore.p12'), @('java.p12', 'client.p12'), @('java.p12', 'client.pfx'), @('java.p12', 'keystore.jks'), @('sec1.pem', 'client.jks'), @('sec1.pem', 'server.p12'),
                @('sec1.pem', 'client.pem'), @('sec1.pem', 'clients/one.pem'), @('mismatch.pem', 'tls/mismatch.pem'), @('java.p12', 'tls/keystore.p12'),
                @('trust-without-password.p12', 'cas.pem'), @('trust-without-password.p12', 'cacerts'))) {
            Copy-Item (Join-Path $stores $copy[0]) (Join-Path $folder $copy[1])
        }

        # A capture of one server: refused, a client without a certificate, and one that succeeds.
        $bytes = [System.Collections.Generic.List[byte]]::new()
        foreach ($sample in 'client-certificate-unknown-ca', 'ssl3-no-certificate', 'mutual-tls12') {
            $file = [System.IO.File]::ReadAllBytes((Join-Path $root "samples/$sample.pcap"))
            $bytes.AddRange([byte[]] $(if ($bytes.Count -eq 0) { $file } else { $file[24..($file.Length - 1)] }))
        }

        [System.IO.File]::WriteAllBytes((Join-Path $folder 'cap.pcap'), $bytes.ToArray())
        Copy-Item (Join-Path $root 'samples/mutual-tls13-with-keys.pcapng') $folder
        Copy-Item (Join-Path $root 'samples/client-certificate-missing.pcap') (Join-Path $folder 'failed.pcap')
        Copy-Item (Join-Path $root 'samples/cipher-mismatch.pcap') (Join-Path $folder 'broken.pcapng')
        Copy-Item (Join-Path $root 'samples/mutual-tls12.pcap') (Join-Path $folder 'cap.pcapng')
        $log = @(
            'jvm 1    | ssl_debug(4): Sending v3 client_hello message, requesting version 3.1...'
            'jvm 1    | ssl_debug(4): Received v3 server_hello handshake message.'
            'jvm 1    | ssl_debug(4): Received certificate_request handshake message.'
            'jvm 1    | ssl_debug(4): Accepted certificate authorities:'
            'jvm 1    | ssl_debug(4):   cn=ca,ou=ca,o=ca,l=BLR,st=KA,c=IN'
            'jvm 1    | ssl_debug(4): Received server_hello_done handshake message.'
            'jvm 1    | ssl_debug(4): No client certificate available, sending empty certificate message...'
            'jvm 1    | ssl_debug(4): Received alert message: Alert Fatal: bad certificate')
        Set-Content (Join-Path $folder 'wrapper.log') $log
        Set-Content (Join-Path $folder 'system.log') $log
        $text = "CONNECTED(00000003)`n---`nAcceptable client certificate CA names`n{0}`nRequested Signature Algorithms: ECDSA+SHA256`n---`n"
        Set-Content (Join-Path $folder 's_client.txt') ($text -f 'O = TlsTools, CN = Throwaway Root')
        Set-Content (Join-Path $folder 'node1.txt') ($text -f "O = TlsTools, CN = Throwaway Root`nCN = Old Root")
        Set-Content (Join-Path $folder 'node2.txt') ($text -f 'O = TlsTools, CN = Throwaway Root')
        Push-Location $folder
        $capture = Get-TlsHandshake cap.pcap

        $server = $null
        $target = '127.0.0.1:1'
        if (Get-Command openssl -CommandType Application -ErrorAction Ignore) {
            & openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 9 -subj '/CN=server.example' -keyout server.key -out server.crt 2>$null
            $listener = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
            $listener.Start()
            $target = "127.0.0.1:$($listener.LocalEndpoint.Port)"
            $listener.Stop()
            $server = Start-Process openssl -PassThru -RedirectStandardOutput (Join-Path $folder 'out') -RedirectStandardError (Join-Path $folder 'err') -ArgumentList 's_server', '-www', '-accept', $target, '-cert', 'server.crt', '-key', 'server.key', '-CAfile', 'server.crt', '-verify', '2', '-naccept', '2000'
            foreach ($attempt in 1..300) {
                if ((Get-Content (Join-Path $folder 'out') -Raw) -match 'ACCEPT') { break }
                Start-Sleep -Milliseconds 100
            }
        }

        Set-Content servers.txt $target, '127.0.0.1:1'

        # What asks somebody, or keeps something, outside of the shell.
        $password = ConvertTo-SecureString throwaway -AsPlainText -Force
        function Read-Host([switch] $AsSecureString) { ConvertTo-SecureString throwaway -AsPlainText -Force }
        function Get-Credential { [pscredential]::new('me', (ConvertTo-SecureString throwaway -AsPlainText -Force)) }
        function Set-Clipboard { $input }
        function Invoke-Item { $input }
        function Get-WinEvent([hashtable] $FilterHashtable) { [pscustomobject]@{ Id = 36887; ProviderName = $FilterHashtable.ProviderName; Message = 'The following fatal alert was received: 46.'; TimeCreated = Get-Date } }

        # Nothing comes of these here, and the reason.
        $silent = @{
            'Get-TlsCertificate Example 4'  = 'the stores of Windows'
            'Test-TlsEndpoint Example 5'    = 'the server speaks no SMTP'
            'Test-TlsEndpoint Example 7'    = 'there is one address'
            'ConvertFrom-TlsLog Example 5'  = 'log and capture are of different handshakes'
            'Start-TlsListener Example 1'   = 'no client comes'
            'Start-TlsListener Example 2'   = 'no client comes'
            'Start-TlsListener Example 3'   = 'no client comes'
            'Start-TlsListener Example 4'   = 'no client comes'
            'Join-TlsHandshake Example 1'   = 'log and capture are of different handshakes'
            'Join-TlsHandshake Example 2'   = 'log and capture are of different handshakes'
            'Join-TlsHandshake Example 3'   = 'log and capture are of different handshakes'
        }
    }

    AfterAll {
        Pop-Location
        if ($server) {
            Stop-Process -Id $server.Id -ErrorAction Ignore
            $server.WaitForExit()
        }

        Remove-Item -Recurse -Force $folder
    }

    It '<command> <title>' -ForEach $examples {
        if ($NeedsPeer -and -not $server) {
            Set-ItResult -Skipped -Because 'openssl is not on this machine'
            return
        }

        $run = $Code -replace 'broker\.example:909\d|www\.example|mail\.example', $target -replace 'proxy\.example:3128', '127.0.0.1:1'
        $run = $run -replace ' -TimeoutSeconds 60| -Port 9443| -Address 0\.0\.0\.0' -replace 'Start-TlsListener', 'Start-TlsListener -TimeoutSeconds 1'
        if ($PSVersionTable.Platform -eq 'Unix') { $run = $run -replace '(?m)^.*(Cert:\\|Get-WinEvent).*$', '' }
        if (-not $run.Trim()) { return }

        # A file's time is that of the last tick of the system's clock, some milliseconds ago.
        Start-Sleep -Milliseconds 40
        $start = (Get-Date).AddMilliseconds(-20)
        $Error.Clear()
        $output = @(try { & ([scriptblock]::Create($run)) 2>$null }
            catch {
                # What the example itself throws.
                if ("$_" -ne 'The certificate does not fit the server.') { throw }
                $Error.Clear()
                'thrown'
            })
        $key = "$Command $($Title -replace ':.*')"
        if ($silent.ContainsKey($key)) { return }
        @($Error | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] -and $_.FullyQualifiedErrorId -ne 'NativeCommandErrorMessage' -and $_.FullyQualifiedErrorId -notlike 'NativeCommandError*' }) | Should -BeNullOrEmpty
        $written = Get-ChildItem -File | Where-Object { $_.LastWriteTime -ge $start -and $_.Name -notin 'out', 'err' }
        @($output) + @($written) | Should -Not -BeNullOrEmpty
    }
}
