namespace TlsTools.Capture;

/// <summary>The pcapng blocks that mean something here; all others are skipped by their length.</summary>
/// <seealso href="https://www.ietf.org/archive/id/draft-ietf-opsawg-pcapng-03.html#name-block-type-codes">pcapng, 11.1</seealso>
internal enum PcapNgBlockType : uint
{
    /// <summary>An interface: link type, snapshot length, clock.</summary>
    InterfaceDescription = 1,

    /// <summary>A packet, in the form that was replaced by <see cref="EnhancedPacket"/>.</summary>
    ObsoletePacket = 2,

    /// <summary>A packet of the first interface, without a time.</summary>
    SimplePacket = 3,

    /// <summary>A packet.</summary>
    EnhancedPacket = 6,

    /// <summary>An entry of the systemd journal, which Wireshark counts as a frame.</summary>
    SystemdJournal = 9,

    /// <summary>Secrets for decryption.</summary>
    DecryptionSecrets = 10,

    /// <summary>A private block, which Wireshark counts as a frame.</summary>
    Custom = 0x0000_0bad,

    /// <summary>A private block that must not be copied, which Wireshark counts as a frame.</summary>
    CustomNotCopied = 0x4000_0bad,

    /// <summary>A new section; reads the same in both byte orders.</summary>
    SectionHeader = 0x0a0d_0d0a,
}
