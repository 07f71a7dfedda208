using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using TlsTools.ClientAuth;
using TlsTools.Tls;
using TlsTools.Tls.Messages;

namespace TlsTools.Logs;

/// <content>A connection that is being told of.</content>
internal sealed partial class IaikLog
{
    /// <summary>A connection with what of it waits for further lines.</summary>
    private sealed class Open(LogConnection connection)
    {
        private readonly List<string> _authorities = [];
        private long? _requestLine;
        private bool _isInList;
        private string _types = string.Empty;

        public LogConnection Connection => connection;

        /// <summary>The other end; the library calls it the client whatever it is.</summary>
        public IPEndPoint? Remote { get; set; }

        /// <summary>The library as it names itself, and where.</summary>
        public (string Name, long Line)? Library { get; set; }

        /// <summary>States the library when it is known which end it is.</summary>
        public void StateLibrary()
        {
            if (Library is { } library)
            {
                connection.State(connection.Logger, library.Name, library.Line, null);
                Library = null;
            }
        }

        public void PlaceRemote()
        {
            connection.Server = connection.Logger == Side.Client ? Remote : connection.Server;
            connection.Client = connection.Logger == Side.Server ? Remote : connection.Client;
        }

        public void BeginRequest(long line) => (_requestLine, _types) = (line, string.Empty);

        /// <summary>Whether a line goes on with the request.</summary>
        public bool IsList(string text)
        {
            if (_requestLine is null)
            {
                return false;
            }

            string content = text.Trim();
            if (content.StartsWith("Accepted certificate types:", StringComparison.Ordinal))
            {
                _types = content.Substring("Accepted certificate types:".Length);
                return true;
            }

            if (content.StartsWith("Accepted certificate authorities:", StringComparison.Ordinal))
            {
                _isInList = true;
                _authorities.Add(content);
                return true;
            }

            if (_isInList && content.Contains('=') && !s_message.IsMatch(content))
            {
                _authorities.Add(content);
                return true;
            }

            return false;
        }

        /// <summary>Adds the request when all its lines have been read.</summary>
        public void FinishRequest()
        {
            if (_requestLine is not { } line)
            {
                return;
            }

            ClientCertificateRequest? list = _authorities.Count == 0 ? null : new IaikDialect().TryRead(new TextLines(string.Join("\n", _authorities)), string.Empty);
            CertificateType[] types = [.. _types.Split(',').Select(name => CertificateType.TryParse(name.Trim().ToLowerInvariant() + "_sign", out CertificateType type) ? type : (CertificateType?)null).OfType<CertificateType>()];
            CertificateRequest? request = list is null ? null : new CertificateRequest
            {
                CertificateTypes = types,
                Authorities = [.. list.Authorities!.Authorities.Select(authority => authority.Name)],
            };
            connection.Add(HandshakeType.CertificateRequest, Side.Server, line, null, request);
            _requestLine = null;
            _isInList = false;
            _authorities.Clear();
        }
    }
}
