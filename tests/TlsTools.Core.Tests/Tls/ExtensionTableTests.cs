using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using TlsTools.Tls;
using TlsTools.Tls.Extensions;
using TlsTools.Wire;
using Xunit;

namespace TlsTools.Tests.Tls;

public class ExtensionTableTests
{
    public static TheoryData<string, string> Rows
    {
        get
        {
            TheoryData<string, string> rows = [];
            foreach (ExtensionRow row in ExtensionTable.Rows)
            {
                rows.Add(row.Extension.ToString(), row.Message.ToString());
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Whole_it_has_no_fault(string type, string message)
    {
        foreach (ExtensionSample sample in SamplesOf(type, message))
        {
            (TlsExtension extension, Fault? fault) = Read(type, message, sample.Data);
            Assert.IsType(sample.Structure, extension);
            Assert.Null(fault);
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Cut_short_anywhere_it_is_truncated(string type, string message)
    {
        foreach (ExtensionSample sample in SamplesOf(type, message))
        {
            for (int length = 0; length < sample.Data.Length; length++)
            {
                (_, Fault? fault) = Read(type, message, sample.Data.AsSpan(0, length));
                bool isLegal = sample.LegalPrefixes.Contains(length) || sample.LegalPrefixes.Contains(-1);
                Assert.True(isLegal ? fault is null : fault is { Kind: FaultKind.Truncated }, $"{type} in {message}, {length} bytes: {fault}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void With_any_byte_changed_it_is_still_read(string type, string message)
    {
        foreach (ExtensionSample sample in SamplesOf(type, message))
        {
            for (int index = 0; index < sample.Data.Length; index++)
            {
                foreach (byte mask in new byte[] { 0x01, 0x02, 0x80, 0xff })
                {
                    byte[] changed = (byte[])sample.Data.Clone();
                    changed[index] ^= mask;
                    (TlsExtension extension, _) = Read(type, message, changed);
                    Assert.NotEmpty(extension.ToString());
                }
            }
        }
    }

    [Fact]
    public void Every_sample_belongs_to_a_row() => Assert.Empty(
        ExtensionSample.All.Select(sample => sample.Structure).Except(ExtensionTable.Rows.Select(row => StructureOf(row.Read))));

    [Fact]
    public void Every_extension_of_the_registry_is_read_or_known_not_to_be()
    {
        string[] unread = ["tls_lts", "TLMSP", "TLMSP_proxying", "TLMSP_delegate", "sequence_number_encryption_algorithms", "server_padding",
            "pake", "quic_transport_parameters_draft", "encrypted_client_hello_draft_08", "encrypted_client_hello_draft_10"];
        IEnumerable<string> registry = typeof(ExtensionType).GetProperties(BindingFlags.Static | BindingFlags.Public)
            .Select(property => property.GetValue(null)!.ToString()!);

        Assert.Equal(unread.Order(), registry.Except(ExtensionTable.Rows.Select(row => row.Extension.ToString())).Order());
    }

    private static List<ExtensionSample> SamplesOf(string type, string message)
    {
        Type structure = StructureOf(ExtensionTable.Rows.Single(row => row.Extension.ToString() == type && row.Message.ToString() == message).Read);
        List<ExtensionSample> samples = [.. ExtensionSample.All.Where(sample => sample.Structure == structure)];
        Assert.NotEmpty(samples);
        return samples;
    }

    private static Type StructureOf(ExtensionRead read) => read.Method.DeclaringType!;

    private static (TlsExtension Extension, Fault? Fault) Read(string type, string message, ReadOnlySpan<byte> data)
    {
        FaultSlot faults = new();
        WireReader reader = new(data, faults);
        return (ExtensionTable.Read(ExtensionType.Parse(type), Enum.Parse<HandshakeType>(message), ref reader), faults.First);
    }
}
