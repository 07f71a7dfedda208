namespace TlsTools.Reports.Ladders;

/// <summary>A form in which ladders are written.</summary>
public enum LadderFormat
{
    /// <summary>Plain text.</summary>
    Text,

    /// <summary>A picture in SVG.</summary>
    Svg,

    /// <summary>A page in HTML with the picture and all that is known of the handshake.</summary>
    Html,

    /// <summary>A sequence diagram in Mermaid.</summary>
    Mermaid,
}
