using TlsTools.Stores;

namespace TlsTools.Cli;

/// <summary>A form in which entries of key stores are shown.</summary>
internal interface ICertificateOutput
{
    /// <summary>Shows one entry.</summary>
    void Write(KeyStoreEntry entry);

    /// <summary>Hands over what was written so far.</summary>
    void Flush();
}
