using System.IO;
using System.Linq;
using TlsTools.Handshakes;
using TlsTools.Tests.Oracle;
using Xunit;

namespace TlsTools.Tests.Carriers;

/// <summary>The public captures of what goes before TLS, read as a user reads them.</summary>
public sealed class CarrierCaptureTests
{
    public static TheoryData<string, int, string> Carried() => new()
    {
        { "arkime/tests/pcap/ldap-ssl.pcap", 0, "StartTls/ldap" },
        { "arkime/tests/pcap/mysql-tls.pcap", 0, "StartTls/mysql" },
        { "arkime/tests/pcap/smtp-starttls.pcap", 0, "StartTls/smtp" },
        { "mercury/unit_tests/pcaps/imap2.pcap", 0, "StartTls/imap" },
        { "ndpi/tests/cfgs/default/pcap/ftp-start-tls.pcap", 0, "StartTls/ftp" },
        { "ndpi/tests/cfgs/default/pcap/haproxy.pcap", 0, "ProxyProtocol" },
        { "ndpi/tests/cfgs/default/pcap/mysql.pcapng", 1, "StartTls/mysql" },
        { "ndpi/tests/cfgs/default/pcap/pgsql2.pcapng", 0, "StartTls/postgres" },
        { "ndpi/tests/cfgs/default/pcap/pop3_stls.pcap", 0, "StartTls/pop3" },
        { "ndpi/tests/cfgs/default/pcap/rdp.pcap", 0, "Rdp" },
        { "ndpi/tests/cfgs/default/pcap/smtp-starttls.pcap", 0, "StartTls/smtp" },
        { "ndpi/tests/cfgs/default/pcap/smtp-starttls.pcap", 1, "StartTls/smtp" },
        { "ndpi/tests/cfgs/default/pcap/tls_heur__shadowsocks-tcp.pcapng", 0, "Socks" },
        { "ndpi/tests/cfgs/default/pcap/tls_heur__trojan-tcp-tls.pcapng", 0, "Socks" },
        { "ndpi/tests/cfgs/default/pcap/tls_heur__vmess-websocket.pcapng", 0, "Socks" },
        { "nfstream/tests/pcaps/rdp.pcap", 0, "Rdp" },
        { "packetbeat/packetbeat/tests/system/pcaps/http_10_connection_close.pcap", 1, "StartTls/postgres" },
        { "suricata-verify/tests/bug-2430/backwards.pcap", 0, "HttpConnect" },
        { "suricata-verify/tests/bug-2512/sample_10.62.112.41_62227.pcap", 0, "HttpConnect" },
        { "suricata-verify/tests/pgsql/pgsql-upgrade-tls/input.pcap", 0, "StartTls/postgres" },
        { "suricata-verify/tests/smtp-startssl/input.pcap", 0, "StartTls/smtp" },
        { "zeek/testing/btest/Traces/mysql/tls-12-amazon-rds.pcap", 0, "StartTls/mysql" },
        { "zeek/testing/btest/Traces/mysql/tls-13-amazon-rds.pcap", 0, "StartTls/mysql" },
        { "zeek/testing/btest/Traces/postgresql/psql-aws-ssl-preferred.pcap", 0, "StartTls/postgres" },
        { "zeek/testing/btest/Traces/rdp/rdp-to-ssl.pcap", 0, "Rdp" },
        { "zeek/testing/btest/Traces/rdp/rdp-to-ssl.pcap", 1, "Rdp" },
        { "zeek/testing/btest/Traces/socks-with-ssl.pcap", 0, "Socks" },
        { "zeek/testing/btest/Traces/tls/imap-starttls.pcap", 0, "StartTls/imap" },
        { "zeek/testing/btest/Traces/tls/irc-starttls.pcap", 0, "StartTls/irc" },
        { "zeek/testing/btest/Traces/tls/pop3-starttls.pcap", 0, "StartTls/pop3" },
        { "zeek/testing/btest/Traces/tls/xmpp-dialback-starttls.pcap", 0, "StartTls/xmpp" },
    };

    public static TheoryData<string> Negative() => CaptureInventory.Files("negative");

    [SkippableTheory]
    [MemberData(nameof(Carried))]
    public void The_carrier_is_named(string file, int stream, string carrier)
    {
        Skip.If(RepositoryFiles.Shared is null, RepositoryFiles.SharedMissing);
        string path = Path.Combine(CaptureInventory.Folder, file);
        Assert.Equal(carrier, TlsCapture.ReadHandshakes(path).Single(handshake => handshake.Stream == stream).Carrier);
    }

    [SkippableTheory]
    [MemberData(nameof(Negative))]
    public void Plaintext_is_no_attempt(string file)
    {
        Skip.If(RepositoryFiles.Shared is null, RepositoryFiles.SharedMissing);
        Assert.Empty(TlsCapture.ReadHandshakes(Path.Combine(CaptureInventory.Folder, file)));
    }
}
