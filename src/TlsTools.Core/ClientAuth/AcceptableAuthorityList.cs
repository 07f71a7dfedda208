using System;
using System.Collections.Generic;
using System.Linq;
using TlsTools.X509;

namespace TlsTools.ClientAuth;

/// <summary>The authorities that one server names as acceptable for client certificates, in its order.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc5246#section-7.4.4">RFC 5246, 7.4.4</seealso>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8446#section-4.2.4">RFC 8446, 4.2.4</seealso>
public sealed class AcceptableAuthorityList
{
    private HashSet<DistinguishedName>? _names;

    private AcceptableAuthorityList(string source, IReadOnlyList<AcceptableAuthority> authorities)
    {
        Source = source;
        Authorities = authorities;
        foreach (AcceptableAuthority authority in authorities)
        {
            authority.List = this;
        }
    }

    /// <summary>Where the list came from.</summary>
    public string Source { get; }

    /// <summary>The names.</summary>
    public IReadOnlyList<AcceptableAuthority> Authorities { get; }

    /// <summary>How many names there are.</summary>
    public int Count => Authorities.Count;

    /// <summary>How many bytes the list takes on the wire, its own length field among them.</summary>
    public int WireLength => LengthField + Authorities.Sum(authority => LengthField + authority.Name.RawData.Length);

    /// <summary>Whether <see cref="WireLength"/> is what was sent; a list that was read from text is encoded anew.</summary>
    public bool IsWireLengthExact => Authorities.All(authority => authority.RawData is not null);

    /// <summary>The length of the message that carried the list; <see langword="null"/> where it was not seen.</summary>
    public int? MessageLength { get; private init; }

    /// <summary>What is worth knowing about the list.</summary>
    public IReadOnlyList<AuthorityListRemark> Remarks => FindRemarks().ToArray();

    /// <summary>The first name that Schannel cuts off; <see langword="null"/> when all fit.</summary>
    public AcceptableAuthority? FirstCutBySchannel
    {
        get
        {
            int length = 0;
            return Authorities.FirstOrDefault(authority => (length += LengthField + authority.Name.RawData.Length) > SchannelLimit);
        }
    }

    /// <summary>Takes names as they were sent.</summary>
    /// <param name="names">The names in order.</param>
    /// <param name="source">Where they came from.</param>
    /// <param name="messageLength">The length of the message that carried them, where it was seen.</param>
    public static AcceptableAuthorityList FromNames(IEnumerable<DistinguishedName> names, string source, int? messageLength = null)
    {
        ArgumentNullException.ThrowIfNull(names);
        return Make(names, isAsSent: true, source, [], messageLength);
    }

    /// <summary>Takes the subjects of certificates, as servers make their list from a bundle or trust store.</summary>
    /// <param name="certificates">The certificates in order.</param>
    /// <param name="source">Where they came from.</param>
    public static AcceptableAuthorityList FromCertificates(IEnumerable<TlsCertificate> certificates, string source)
    {
        ArgumentNullException.ThrowIfNull(certificates);
        List<TlsCertificate> all = [.. certificates];
        return Make(all.Select(certificate => certificate.Subject).OfType<DistinguishedName>(), isAsSent: true, source, [], null)
            .WithCertificates(all, at: null);
    }

    /// <summary>The same list with the certificates that have its names, and what they tell about them.</summary>
    /// <param name="certificates">Certificates at hand.</param>
    /// <param name="at">The time for which validity is judged; it is not judged for <see langword="null"/>.</param>
    public AcceptableAuthorityList WithCertificates(IEnumerable<TlsCertificate> certificates, DateTime? at)
    {
        ArgumentNullException.ThrowIfNull(certificates);
        ILookup<DistinguishedName, TlsCertificate> bySubject = certificates
            .Concat(Authorities.Select(authority => authority.Certificate).OfType<TlsCertificate>())
            .Distinct()
            .Where(certificate => certificate.Subject is not null)
            .ToLookup(certificate => certificate.Subject!);
        return new AcceptableAuthorityList(Source, Authorities.Select(authority => AuthorityRemarks.Judge(authority, [.. bySubject[authority.Name]], at)).ToArray())
        {
            MessageLength = MessageLength,
        };
    }

    /// <summary>Finds a name as RFC 5280, 7.1 compares names; <see langword="null"/> when it is not in the list.</summary>
    /// <param name="name">The name.</param>
    public AcceptableAuthority? Find(DistinguishedName? name) =>
        name is not null && (_names ??= [.. Authorities.Select(authority => authority.Name)]).Contains(name) ? Authorities.First(authority => authority.Name.Equals(name)) : null;

    /// <summary>Says how many names there are, and where they came from.</summary>
    public override string ToString() => $"{Count} acceptable {(Count == 1 ? "authority" : "authorities")} of {Source}";

    internal static AcceptableAuthorityList FromText(IEnumerable<DistinguishedName> names, string source, bool areBoundariesInferred) =>
        Make(names, isAsSent: false, source, areBoundariesInferred ? [AuthorityRemark.BoundaryInferred] : [], null);

    private static AcceptableAuthorityList Make(
        IEnumerable<DistinguishedName> names, bool isAsSent, string source, AuthorityRemark[] remarks, int? messageLength)
    {
        HashSet<DistinguishedName> seen = [];
        List<AcceptableAuthority> authorities = [];
        foreach (DistinguishedName name in names)
        {
            authorities.Add(new AcceptableAuthority
            {
                Name = name,
                RawData = isAsSent ? name.RawData : null,
                Position = authorities.Count + 1,
                Source = source,
                Remarks = (name.Fault is null, seen.Add(name)) switch
                {
                    (true, true) => remarks,
                    (false, true) => [.. remarks, AuthorityRemark.Unreadable],
                    (true, false) => [.. remarks, AuthorityRemark.Duplicate],
                    _ => [.. remarks, AuthorityRemark.Unreadable, AuthorityRemark.Duplicate],
                },
            });
        }

        return new AcceptableAuthorityList(source, authorities) { MessageLength = messageLength };
    }

    private IEnumerable<AuthorityListRemark> FindRemarks()
    {
        if (Count == 0)
        {
            yield return AuthorityListRemark.Empty;
        }

        if (WireLength > RecordLimit)
        {
            yield return AuthorityListRemark.LongerThanRecord;
        }

        if (FirstCutBySchannel is not null)
        {
            yield return AuthorityListRemark.CutBySchannel;
        }

        if ((MessageLength ?? WireLength) > JavaLimit)
        {
            yield return AuthorityListRemark.RefusedByJava;
        }
    }

    private const int LengthField = 2;

    // RFC 8446, 5.1: the plaintext of a record has at most 2^14 bytes.
    private const int RecordLimit = 16384;

    // Microsoft KB 933430: Windows Server 2008 and later send at most 0x4000 bytes of names.
    private const int SchannelLimit = 0x4000;

    // JDK: jdk.tls.maxHandshakeMessageSize, 32,768 unless it is set.
    private const int JavaLimit = 32768;
}
