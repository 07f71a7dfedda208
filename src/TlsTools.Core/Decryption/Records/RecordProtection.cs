using System;

namespace TlsTools.Decryption.Records;

/// <summary>Opens or makes the records that one end protects with one set of keys; one object does only one of both.</summary>
internal abstract class RecordProtection : IDisposable
{
    /// <summary>Whether records that nobody looks into must be passed through all the same, because the next one depends on them.</summary>
    public virtual bool IsChained => false;

    /// <summary>Whether a record can be opened without those before it.</summary>
    public virtual bool CanResume => true;

    /// <summary>Opens a record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="plaintext">Takes the content; as long as the record.</param>
    /// <returns>Bytes of the content; negative where the keys do not open the record, which then has left nothing.</returns>
    public abstract int Open(in ProtectedRecord record, Span<byte> plaintext);

    /// <summary>Makes a record.</summary>
    /// <param name="content">The record's type, version and number, with its content in place of what is sent.</param>
    /// <returns>What follows the header.</returns>
    public abstract byte[] Seal(in ProtectedRecord content);

    /// <summary>Passes through a record that is not looked into.</summary>
    public virtual void Pass(in ProtectedRecord record)
    {
        _ = record;
    }

    public abstract void Dispose();
}
