using System;
using System.Collections.Generic;

namespace TlsTools.Benchmarks.Generation;

/// <summary>Handshake messages as common stacks send them, with random bytes where only the peers know the meaning.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc5246#section-7.4">RFC 5246, 7.4</seealso>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8446#section-4">RFC 8446, 4</seealso>
internal sealed class TlsMessages(Random random)
{
    /// <summary>As a browser's, or as that of a library that speaks TLS 1.2 at most; some 500 bytes.</summary>
    public byte[] ClientHello(string serverName, bool offersTls13, byte[] sessionId)
    {
        WireWriter body = new WireWriter().UInt16(Tls12).Random(random, 32).Vector8(id => id.Bytes(sessionId));
        if (offersTls13)
        {
            body.Codes(GreaseSuite, 0x1301, 0x1302, 0x1303, 0xc02b, 0xc02f, 0xc02c, 0xc030, 0xcca9, 0xcca8, 0xc013, 0xc014, 0x009c, 0x009d, 0x002f, 0x0035);
        }
        else
        {
            body.Codes(
                0xc02c, 0xc030, 0x009f, 0xcca9, 0xcca8, 0xccaa, 0xc02b, 0xc02f, 0x009e, 0xc024, 0xc028, 0x006b, 0xc023, 0xc027,
                0x0067, 0xc00a, 0xc014, 0x0039, 0xc009, 0xc013, 0x0033, 0x009d, 0x009c, 0x003d, 0x003c, 0x0035, 0x002f, 0x00ff);
        }

        body.UInt8(1).UInt8(0).Vector16(extensions =>
        {
            Extension(extensions, 0x0000, e => e.Vector16(names => names.UInt8(0).Vector16(name => name.Text(serverName))));
            Extension(extensions, 0x0017, _ => { });
            Extension(extensions, 0xff01, e => e.UInt8(0));
            Extension(extensions, 0x000a, e => e.Codes(0x001d, 0x0017, 0x0018));
            Extension(extensions, 0x000b, e => e.UInt8(1).UInt8(0));
            Extension(extensions, 0x0023, _ => { });
            Extension(extensions, 0x0010, e => e.Vector16(names => names.Vector8(n => n.Text("h2")).Vector8(n => n.Text("http/1.1"))));
            Extension(extensions, 0x0005, e => e.UInt8(1).UInt32(0));
            Extension(extensions, 0x000d, e => e.Codes(0x0403, 0x0804, 0x0401, 0x0503, 0x0805, 0x0501, 0x0806, 0x0601));
            if (offersTls13)
            {
                Extension(extensions, 0x0012, _ => { });
                Extension(extensions, 0x0033, e => e.Vector16(shares => shares.UInt16(X25519).Vector16(key => key.Random(random, 32))));
                Extension(extensions, 0x002d, e => e.UInt8(1).UInt8(1));
                Extension(extensions, 0x002b, e => e.UInt8(4).UInt16(Tls13).UInt16(Tls12));
                Extension(extensions, 0x001b, e => e.UInt8(2).UInt16(2));
                Extension(extensions, 0x0015, e => e.Bytes(new byte[150]));
            }
            else
            {
                Extension(extensions, 0x0016, _ => { });
            }
        });
        return Message(1, body);
    }

    /// <summary>The server's choice of TLS 1.2 or 1.3.</summary>
    public byte[] ServerHello(bool tls13, byte[] sessionId)
    {
        WireWriter body = new WireWriter().UInt16(Tls12).Random(random, 32)
            .Vector8(id => id.Bytes(sessionId))
            .UInt16(tls13 ? 0x1301 : 0xc030)
            .UInt8(0)
            .Vector16(extensions =>
            {
                if (tls13)
                {
                    Extension(extensions, 0x002b, e => e.UInt16(Tls13));
                    Extension(extensions, 0x0033, e => e.UInt16(X25519).Vector16(key => key.Random(random, 32)));
                }
                else
                {
                    Extension(extensions, 0xff01, e => e.UInt8(0));
                    Extension(extensions, 0x000b, e => e.UInt8(1).UInt8(0));
                    Extension(extensions, 0x0017, _ => { });
                    Extension(extensions, 0x0010, e => e.Vector16(names => names.Vector8(n => n.Text("http/1.1"))));
                }
            });
        return Message(2, body);
    }

    /// <summary>A chain; none is what a client sends that has no certificate.</summary>
    public static byte[] Certificate(IEnumerable<byte[]> chain) => Message(11, new WireWriter().Vector24(list =>
    {
        foreach (byte[] certificate in chain)
        {
            list.Vector24(entry => entry.Bytes(certificate));
        }
    }));

    /// <summary>An ephemeral X25519 key, signed.</summary>
    public byte[] ServerKeyExchange() => Message(12, new WireWriter()
        .UInt8(3).UInt16(X25519)
        .Vector8(key => key.Random(random, 32))
        .UInt16(0x0804)
        .Vector16(signature => signature.Random(random, 256)));

    /// <summary>The wish for a certificate of one of some authorities.</summary>
    public static byte[] CertificateRequest(IEnumerable<byte[]> authorities) => Message(13, new WireWriter()
        .Vector8(types => types.UInt8(1).UInt8(2).UInt8(64))
        .Codes(0x0403, 0x0503, 0x0603, 0x0804, 0x0805, 0x0806, 0x0401, 0x0501, 0x0601)
        .Vector16(list =>
        {
            foreach (byte[] name in authorities)
            {
                list.Vector16(entry => entry.Bytes(name));
            }
        }));

    public static byte[] ServerHelloDone() => Message(14, new WireWriter());

    public byte[] ClientKeyExchange() => Message(16, new WireWriter().Vector8(key => key.Random(random, 32)));

    public byte[] CertificateVerify() => Message(15, new WireWriter().UInt16(0x0804).Vector16(signature => signature.Random(random, 256)));

    public byte[] NewSessionTicket() => Message(4, new WireWriter().UInt32(7200).Vector16(ticket => ticket.Random(random, 176)));

    private static byte[] Message(int type, WireWriter body)
    {
        byte[] bytes = body.ToArray();
        return new WireWriter().UInt8(type).UInt24(bytes.Length).Bytes(bytes).ToArray();
    }

    private static void Extension(WireWriter list, int type, Action<WireWriter> write) => list.UInt16(type).Vector16(write);

    private const int Tls12 = 0x0303;
    private const int Tls13 = 0x0304;
    private const int X25519 = 0x001d;
    private const int GreaseSuite = 0x2a2a;
}
