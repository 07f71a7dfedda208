using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading;
using System.Threading.Tasks;
using TlsTools.X509;

namespace TlsTools.Probe;

/// <summary>
/// Asks the authorities themselves: fetches the revocation lists that a certificate names and puts the question to the OCSP responders that
/// it names. Every address is chosen by whoever made the certificate, so it is bounded in time and size, and no login is ever given.
/// </summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.13">RFC 5280, 4.2.1.13</seealso>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc6960#appendix-A.1">RFC 6960, A.1</seealso>
public sealed class RevocationFetcher : IRevocationSource, IDisposable
{
    private readonly Dictionary<string, RevocationData> _answers = [];
    private readonly HttpClient _client;
    private readonly TimeSpan _timeLimit;
    private readonly CancellationToken _cancellation;

    /// <summary>Makes a fetcher; nothing is asked yet.</summary>
    /// <param name="cancellation">Ends everything that is under way.</param>
    public RevocationFetcher(CancellationToken cancellation = default)
        : this(DefaultTimeLimit, cancellation)
    {
    }

    /// <summary>Makes a fetcher with a time limit of its own.</summary>
    /// <param name="timeLimit">How long one address may take, from the connection to the last byte.</param>
    /// <param name="cancellation">Ends everything that is under way.</param>
    public RevocationFetcher(TimeSpan timeLimit, CancellationToken cancellation)
    {
        _timeLimit = timeLimit;
        _cancellation = cancellation;
        _client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>How long one address may take unless said otherwise: 10 seconds.</summary>
    public static TimeSpan DefaultTimeLimit { get; } = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    /// <exception cref="OperationCanceledException">The fetcher was stopped from outside.</exception>
    public RevocationData Find(TlsCertificate certificate, TlsCertificate? issuer)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        List<RevocationData> found = [];
        IReadOnlyList<Uri> responders = RevocationAddresses.Responders(certificate);
        IReadOnlyList<Uri> lists = RevocationAddresses.Lists(certificate);
        byte[]? question = issuer is null ? null : OcspRequest.Write(certificate, issuer);
        foreach (Uri responder in responders)
        {
            found.Add(question is null
                ? Failed(responder, "It was not asked: the issuer's certificate is not at hand.")
                : Ask(responder, question, answer => OcspResponse.IsResponse(answer) ? new RevocationData { Responses = [OcspResponse.FromDer(answer)] } : null));
        }

        foreach (Uri list in lists)
        {
            found.Add(Ask(list, null, ReadList));
        }

        return found.Count > 0 ? RevocationData.Combine(found)
            : new RevocationData { Problems = [$"The certificate '{certificate}' names no address at which its revocation can be asked."] };
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private static RevocationData? ReadList(byte[] answer)
    {
        RevocationData data = RevocationData.Read(answer);
        return data.Lists.Any(list => list.Issuer is not null) ? data : null;
    }

    /// <summary>Asks once; an address that was asked the same before is not asked again, so that one that is dead costs its time only once.</summary>
    private RevocationData Ask(Uri address, byte[]? question, Func<byte[], RevocationData?> read)
    {
        string key = question is null ? address.AbsoluteUri : $"{address.AbsoluteUri} {Convert.ToBase64String(question)}";
        if (!_answers.TryGetValue(key, out RevocationData? answer) && !_answers.TryGetValue(Dead + Origin(address), out answer))
        {
            answer = Fetch(address, question, read);
            _answers[key] = answer;
        }

        return answer;
    }

    private RevocationData Fetch(Uri address, byte[]? question, Func<byte[], RevocationData?> read)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(_cancellation);
        patience.CancelAfter(_timeLimit);
        try
        {
            // Commands of both shells ask one after the other on a thread without a context, so waiting cannot lock it.
            byte[] content = Task.Run(() => FetchAsync(address, question, patience.Token), CancellationToken.None).GetAwaiter().GetResult();
            return read(content) ?? Failed(address, question is null ? "What it gave is no revocation list." : "What it answered is no OCSP response.");
        }
        catch (Exception late) when (patience.IsCancellationRequested && late is OperationCanceledException or IOException or ObjectDisposedException or HttpRequestException)
        {
            _cancellation.ThrowIfCancellationRequested();
            return _answers[Dead + Origin(address)] = Failed(address, $"It did not answer within {_timeLimit.TotalSeconds} seconds.");
        }
        catch (Exception refused) when (refused is HttpRequestException or IOException or InvalidDataException)
        {
            return Failed(address, refused.GetBaseException().Message);
        }
    }

    private async Task<byte[]> FetchAsync(Uri address, byte[]? question, CancellationToken cancellation)
    {
        for (int redirects = 0; redirects <= MostRedirects; redirects++)
        {
            using HttpRequestMessage request = new(question is null ? HttpMethod.Get : HttpMethod.Post, address);
            if (question is not null)
            {
                request.Content = new ByteArrayContent(question);
                request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/ocsp-request");
            }

            using HttpResponseMessage response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
            if ((int)response.StatusCode is < 300 or > 399)
            {
                return response.IsSuccessStatusCode
                    ? await ReadContentAsync(response, question is null ? LargestList : LargestAnswer, cancellation).ConfigureAwait(false)
                    : throw new InvalidDataException($"It answered {(int)response.StatusCode}.");
            }

            address = Redirected(address, response.Headers.Location, question is not null);
        }

        throw new InvalidDataException($"It redirects more than {MostRedirects} times.");
    }

    /// <summary>Follows to HTTP and HTTPS only, and never from the safe one to the other; a question is put only to whom the certificate names.</summary>
    private static Uri Redirected(Uri from, Uri? location, bool isQuestion)
    {
        Uri? to = location is null ? null : new Uri(from, location);
        bool isAllowed = to is not null && !isQuestion && (to.Scheme == Uri.UriSchemeHttps || (to.Scheme == Uri.UriSchemeHttp && from.Scheme == Uri.UriSchemeHttp));
        return isAllowed ? to! : throw new InvalidDataException($"It redirects to '{to?.Scheme}', which is not followed.");
    }

    private static async Task<byte[]> ReadContentAsync(HttpResponseMessage response, int largest, CancellationToken cancellation)
    {
        // Older platforms do not stop a read that waits; closing the connection does.
        using CancellationTokenRegistration stop = cancellation.Register(response.Dispose);
        using Stream stream = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        using MemoryStream content = new();
        byte[] buffer = new byte[BufferSize];
        for (int count; (count = await stream.ReadAsync(buffer.AsMemory(), cancellation).ConfigureAwait(false)) > 0;)
        {
            if (content.Length + count > largest)
            {
                throw new InvalidDataException($"It gave more than {largest} bytes.");
            }

            content.Write(buffer, 0, count);
        }

        cancellation.ThrowIfCancellationRequested();
        return content.ToArray();
    }

    private static RevocationData Failed(Uri address, string problem) =>
        new() { Problems = [$"'{NameText.Neutralize(address.AbsoluteUri)}' was no help. {NameText.Neutralize(problem)}"] };

    private static string Origin(Uri address) => address.GetLeftPart(UriPartial.Authority);

    private const string Dead = "dead ";
    private const int BufferSize = 16 * 1024;
    private const int MostRedirects = 3;

    // Protect this process's memory from whoever made the certificate: the largest public lists have some ten megabytes, answers a few kilobytes.
    private const int LargestList = 64 * 1024 * 1024;
    private const int LargestAnswer = 1024 * 1024;
}
