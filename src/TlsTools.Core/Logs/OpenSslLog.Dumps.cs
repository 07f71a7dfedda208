using System;
using System.Globalization;
using System.Text.RegularExpressions;
using TlsTools.Tls;

namespace TlsTools.Logs;

/// <content>Dumps of bytes, and entries of the error queue.</content>
internal sealed partial class OpenSslLog
{
    // An entry of OpenSSL's error queue that stands alone, as a server's: the function in which it was made tells which end that is.
    private bool ReadError(Match error, long line)
    {
        string function = error.Groups["function"].Value;
        string reason = $"{error.Groups["reason"].Value} {error.Groups["number"].Value}".TrimEnd();
        Side? self = _isServer || function.Contains("_client_") ? Side.Server : function.Contains("_server_") ? Side.Client : null;
        if (self != Side.Server)
        {
            // Errors are not buffered and come before all else that a client prints into the same file.
            FlushEarly();
            _early = (reason, line, self);
            return true;
        }

        AddError(session.Begin(), self, reason, line).IsOver = true;
        return true;
    }

    private void TakeEarly()
    {
        if (_early is { } early && _connection is { } connection)
        {
            AddError(connection, Side.Client, early.Reason, early.Line);
        }

        _early = null;
    }

    private void FlushEarly()
    {
        if (_early is { } early)
        {
            AddError(session.Begin(), early.Self, early.Reason, early.Line).IsOver = true;
        }

        _early = null;
    }

    private static LogConnection AddError(LogConnection connection, Side? self, string reason, long line)
    {
        connection.Logger = self;
        LogReasons.Add(connection, self, reason, line, null);
        return connection;
    }

    // -msg shows each message, opened where it was encrypted, and -debug what went over the wire. Of -msg only messages count: where
    // both are there it is the same twice.
    private bool BeginDump(Match match, long line)
    {
        string kind = match.Groups["kind"].Value;
        bool isOwn = match.Groups["way"].Value is ">>>" or "write to";
        int length = match.Groups["hex"].Success ? Convert.ToInt32(match.Groups["hex"].Value, 16) : int.Parse(match.Groups["length"].Value, CultureInfo.InvariantCulture);
        bool isRecord = match.Groups["length"].Success;
        if (isRecord ? _connection is null || _isData : kind != "Handshake")
        {
            return false;
        }

        if (_connection is null && match.Groups["name"].Value == "ClientHello")
        {
            // A server, which prints no line of its own at a connection.
            _connection = session.Begin();
            _connection.Logger = isOwn ? Side.Client : Side.Server;
        }
        else if (_connection is { Logger: Side.Server } known && match.Groups["name"].Value == "ClientHello" && known.Bytes.HasOpened(HandshakeType.ServerHello))
        {
            End();
            _connection = session.Begin();
            _connection.Logger = Side.Server;
        }

        if (_connection is not null && length > 0)
        {
            _dumped = (isOwn, isRecord, length, line);
        }

        return _connection is not null;
    }

    private void FinishDump()
    {
        if (_dumped is { } dumped && _connection is { Logger: { } self } connection)
        {
            bool isWhole = !_dump.IsDamaged && _dump.Count == dumped.Length;
            int lost = Math.Max(0, dumped.Length - _dump.Count);
            byte[] bytes = _dump.Take();
            if (dumped.IsRecord)
            {
                connection.Bytes.AddRecords(dumped.IsOwn, bytes, lost, dumped.Line, null);
            }
            else if (isWhole)
            {
                connection.Bytes.TryAddMessages(dumped.IsOwn ? self : self == Side.Client ? Side.Server : Side.Client, bytes, dumped.Line, null);
            }
        }

        _dump.Take();
        _dumped = null;
    }

    private static readonly Regex s_error = new(@"^[0-9A-F]+:error:[0-9A-F]{8}:SSL routines:(?!SSL_CTX_|SSL_use|ssl_set)(?<function>\w*):(?<reason>[^:]+):[^:]*:\d+:(?<number>SSL alert number \d+)?", RegexOptions.CultureInvariant);
    private static readonly Regex s_begin = new(
        @"^(?:(?<way>>>>|<<<) \S+(?: \S+)?, (?<kind>Handshake) \[length (?<hex>[0-9a-f]{4,6})\], (?<name>\w+)|(?<way>write to|read from) 0x[0-9a-f]+ \[0x[0-9a-f]+\] \(\d+ bytes => (?<length>\d+) \(0x[0-9A-F]+\)\))$",
        RegexOptions.CultureInvariant);
}
