using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace System.Net.Http;

// The methods that .NET 5, and .NET Core from 2.1 on, have.
internal static class HttpContentPolyfill
{
    extension(HttpContent content)
    {
        public Task<Stream> ReadAsStreamAsync(CancellationToken cancellation)
        {
            cancellation.ThrowIfCancellationRequested();
            return content.ReadAsStreamAsync();
        }
    }

    extension(Stream stream)
    {
        public async Task<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellation)
        {
            byte[] read = new byte[buffer.Length];
            int count = await stream.ReadAsync(read, 0, read.Length, cancellation).ConfigureAwait(false);
            read.AsSpan(0, count).CopyTo(buffer.Span);
            return count;
        }
    }
}
