using System.Threading;
using System.Threading.Tasks;

namespace System.Net.Sockets;

/// <summary>What newer frameworks have as a method of a listener.</summary>
internal static class TcpListenerPolyfill
{
    extension(TcpListener listener)
    {
        /// <summary>Accepts a connection; the wait ends when the listener is stopped, not before.</summary>
        public Task<Socket> AcceptSocketAsync(CancellationToken cancellation)
        {
            cancellation.ThrowIfCancellationRequested();
            return listener.AcceptSocketAsync();
        }
    }
}
