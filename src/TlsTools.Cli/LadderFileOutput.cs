using System;
using System.Collections.Generic;
using System.IO;
using TlsTools.Diagnosis;
using TlsTools.Handshakes;
using TlsTools.Reports.Ladders;

namespace TlsTools.Cli;

/// <summary>Handshakes as ladders in documents, written when all were read.</summary>
/// <param name="format">The form of the documents.</param>
/// <param name="path">The file, of several documents that of the first; null for standard output.</param>
/// <param name="width">Characters in a line of text.</param>
/// <param name="number">The only handshake of each source that is wanted, or null for all.</param>
internal sealed class LadderFileOutput(LadderFormat format, string? path, int width, int? number) : IHandshakeOutput
{
    private readonly List<Ladder> _ladders = [];
    private DiagnosisSession _session = new();

    public void Write(TlsHandshake handshake) => Add(_session.Add(handshake));

    public void EndSource()
    {
        Add(_session.Complete());
        _session = new DiagnosisSession();
    }

    public void Flush()
    {
    }

    /// <summary>Writes the documents.</summary>
    /// <returns>Whether they could be written.</returns>
    public bool Finish(TextWriter errors)
    {
        IReadOnlyList<string> documents = _ladders.Count == 0 ? [] : LadderDocuments.Render(_ladders, format, width);
        for (int i = 0; i < documents.Count; i++)
        {
            if (path is null)
            {
                TextScreen screen = TextScreen.OpenStandardOutput();
                screen.Write(documents[i]);
                screen.Flush();
                continue;
            }

            string file = LadderDocuments.PathFor(path, i);
            try
            {
                LadderDocuments.Write(file, documents[i]);
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                errors.WriteLine($"tlstools: {file}: {refused.Message}");
                return false;
            }
        }

        return true;
    }

    private void Add(IEnumerable<HandshakeDiagnosis> diagnoses)
    {
        foreach (HandshakeDiagnosis diagnosis in diagnoses)
        {
            if (number is null || diagnosis.Handshake.Number == number)
            {
                _ladders.Add(Ladder.Of(diagnosis.Handshake, diagnosis.Findings));
            }
        }
    }
}
