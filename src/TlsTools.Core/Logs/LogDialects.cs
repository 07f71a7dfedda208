namespace TlsTools.Logs;

/// <summary>All dialects; to add one, write its file and its row.</summary>
internal static class LogDialects
{
    /// <summary>Dialects that are at the beginning of a source.</summary>
    /// <param name="session">Takes what they find.</param>
    public static ILogDialect[] Create(LogSession session) =>
    [
        new JsseLog(session),
        new JsseOldLog(session),
        new IaikLog(session),
        new ApigeeLog(session),
        new OpenSslLog(session),
        new KafkaLog(session),
        new NginxLog(session),
        new HaproxyLog(session),
        new StunnelLog(session),
        new PostgresLog(session),
        new SchannelLog(session),
        new CurlLog(session),
    ];
}
