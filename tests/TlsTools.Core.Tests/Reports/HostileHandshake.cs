using System;
using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography;
using System.Text;
using TlsTools.Handshakes;
using TlsTools.Tls;
using static TlsTools.Tests.Handshakes.Wire;

namespace TlsTools.Tests.Reports;

/// <summary>A handshake in which everything that a peer may choose holds what terminals, browsers and Mermaid would act upon.</summary>
internal static class HostileHandshake
{
    /// <summary>A title for a terminal, a colour, a direction mark; markup in text and in a quoted value; the end of a statement, of a diagram and of a code block.</summary>
    public const string Text = "\u001b]0;owned\u0007\u001b[31m\u202e</title></style></script><script>alert(1)</script><img src=x onerror=alert(2)>\"'&;#35;%%{init}%%`\r\nend";

    public static TlsHandshake Create() => Read(
    [
        (Side.Client, Handshake(Hello())),
        (Side.Server, Handshake(ServerHello12, Message(11, Certificates()), Message(13, Request()), Message(14, []))),
        (Side.Client, [.. Handshake(NoCertificates, Message(16, Hex("0000"))), .. ChangeCipherSpec, .. Protected(40)]),
        (Side.Server, Alert(2, 42)),
    ]);

    private static byte[] Hello()
    {
        byte[] name = Encoding.UTF8.GetBytes(Text);
        byte[] names = Length(2, [0, .. Length(2, name)]);
        byte[] protocols = Length(2, Length(1, name.AsSpan(0, 100).ToArray()));
        byte[] extensions = [0, 0, .. Length(2, names), 0, 16, .. Length(2, protocols)];
        return Message(1, [.. Hex("0303" + new string('1', 64) + "00" + "0004 c02f 1301" + "0100"), .. Length(2, extensions)]);
    }

    private static byte[] Certificates()
    {
        using RSA key = RSA.Create(2048);
        CertificateRequest request = new(Name(), key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using X509Certificate2 certificate = request.CreateSelfSigned(new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2040, 1, 1, 0, 0, 0, TimeSpan.Zero));
        return Length(3, Length(3, certificate.RawData));
    }

    private static byte[] Request() => [1, 1, 0, 2, 4, 3, .. Length(2, Length(2, Name().RawData))];

    private static X500DistinguishedName Name()
    {
        X500DistinguishedNameBuilder name = new();
        name.AddCommonName(Text);
        return name.Build();
    }

    private static byte[] Length(int size, byte[] content)
    {
        byte[] whole = new byte[size + content.Length];
        for (int i = 0; i < size; i++)
        {
            whole[i] = (byte)(content.Length >> (8 * (size - 1 - i)));
        }

        content.CopyTo(whole, size);
        return whole;
    }
}
