using System;
using TlsTools.Decryption.Records;

namespace TlsTools.Decryption;

/// <summary>What is known of the records that one end protects: the keys, and the number of the next record.</summary>
internal sealed class ProtectedDirection : IDisposable
{
    /// <summary>The keys; <see langword="null"/> where they are not known, or nothing is protected yet.</summary>
    public RecordProtection? Protection { get; private set; }

    /// <summary>Undoes compression; <see langword="null"/> where there is none.</summary>
    public RecordInflater? Inflater { get; set; }

    /// <summary>The number of the next record.</summary>
    public ulong Sequence { get; set; }

    /// <summary>How many records more may have been sent that the capture does not have.</summary>
    public int Missing { get; set; }

    /// <summary>Whether a record was opened with the keys, so that they are the right ones.</summary>
    public bool IsConfirmed { get; set; }

    /// <summary>Records in a row that the keys did not open.</summary>
    public int Failures { get; set; }

    /// <summary>Whether there is no hope left for what follows.</summary>
    public bool IsLost { get; set; }

    /// <summary>The secret that the keys are made of, in TLS 1.3.</summary>
    public byte[] Secret { get; private set; } = [];

    /// <summary>Which secret that is.</summary>
    public TrafficEpoch Epoch { get; set; } = TrafficEpoch.Handshake;

    /// <summary>Changes the keys.</summary>
    /// <param name="protection">The new keys, which are taken over.</param>
    /// <param name="secret">What they are made of, which is taken over too.</param>
    public void Change(RecordProtection? protection, byte[]? secret = null)
    {
        Dispose();
        Protection = protection;
        Secret = secret ?? [];
        Sequence = 0;
        Missing = 0;
        Failures = 0;
        IsConfirmed = false;
        IsLost = false;
    }

    public void Dispose()
    {
        Protection?.Dispose();
        Protection = null;
        Inflater?.Dispose();
        Inflater = null;
        Array.Clear(Secret, 0, Secret.Length);
    }
}
