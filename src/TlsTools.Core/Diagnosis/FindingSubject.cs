namespace TlsTools.Diagnosis;

/// <summary>Where the reason of a finding lies, and so who can change it.</summary>
public enum FindingSubject
{
    /// <summary>The end that sends the ClientHello.</summary>
    Client,

    /// <summary>The end that answers it.</summary>
    Server,

    /// <summary>What lies between both.</summary>
    Network,

    /// <summary>The capture or log itself, not those that it shows.</summary>
    Capture,
}
