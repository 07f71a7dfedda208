using System.Collections.Generic;

namespace TlsTools.Stores.Formats;

/// <summary>
/// Passes over one serialized Java object. A JCEKS file does not say how long its secret keys are, so what comes after them can
/// only be found by walking through; nothing is made of the object.
/// </summary>
/// <remarks>
/// <code>
/// stream: magic version contents
/// object: newObject | newArray | newString | prevObject | nullReference
/// newObject: TC_OBJECT classDesc newHandle classdata[]
/// classDesc: TC_CLASSDESC className serialVersionUID newHandle flags fields annotation superClassDesc
/// </code>
/// </remarks>
/// <seealso href="https://docs.oracle.com/en/java/javase/17/docs/specs/serialization/protocol.html">Java Object Serialization Specification, 6</seealso>
internal sealed class JavaSerialization
{
    private readonly StoreContext _context;
    private readonly JavaReader _reader;
    private readonly List<ClassDescription?> _handles = [];

    private JavaSerialization(StoreContext context, JavaReader reader)
    {
        _context = context;
        _reader = reader;
    }

    public static void SkipObject(StoreContext context, JavaReader reader)
    {
        JavaSerialization stream = new(context, reader);
        if (reader.ReadUInt32() != StreamHeader)
        {
            throw stream.Damaged();
        }

        stream.SkipContent(0);
    }

    private void SkipContent(int depth)
    {
        if (depth > DeepestNesting)
        {
            throw _context.Failed(KeyStoreFailure.LimitExceeded, $"A secret key is nested more than {DeepestNesting} deep.");
        }

        switch (_reader.ReadByte())
        {
            case NullReference:
                break;
            case PreviousObject:
                _reader.ReadUInt32();
                break;
            case NewString:
                _handles.Add(null);
                _reader.ReadText();
                break;
            case NewArray:
                SkipArray(depth);
                break;
            case NewObject:
                ClassDescription? description = ReadClass(depth);
                _handles.Add(null);
                SkipObjectData(description, depth);
                break;
            default:
                throw Damaged();
        }
    }

    /// <summary>Only arrays of bytes stand in secret keys.</summary>
    private void SkipArray(int depth)
    {
        ClassDescription? description = ReadClass(depth);
        _handles.Add(null);
        if (description?.Name != "[B")
        {
            throw Damaged();
        }

        _reader.ReadBytes();
    }

    private void SkipObjectData(ClassDescription? description, int depth)
    {
        // The data of a class come after those of its superclass.
        if (description is null)
        {
            return;
        }

        if (depth > DeepestNesting)
        {
            throw Damaged();
        }

        SkipObjectData(description.Super, depth + 1);
        if ((description.Flags & Serializable) == 0 || (description.Flags & WritesItself) != 0)
        {
            throw Damaged();
        }

        foreach (char type in description.FieldTypes)
        {
            SkipField(type, depth);
        }
    }

    private void SkipField(char type, int depth)
    {
        switch (type)
        {
            case 'B' or 'Z':
                _reader.Take(1);
                break;
            case 'C' or 'S':
                _reader.Take(2);
                break;
            case 'F' or 'I':
                _reader.Take(4);
                break;
            case 'D' or 'J':
                _reader.Take(8);
                break;
            default:
                SkipContent(depth + 1);
                break;
        }
    }

    private ClassDescription? ReadClass(int depth)
    {
        if (depth > DeepestNesting)
        {
            throw Damaged();
        }

        switch (_reader.ReadByte())
        {
            case NullReference:
                return null;
            case PreviousObject:
                uint handle = _reader.ReadUInt32() - FirstHandle;
                return handle < _handles.Count ? _handles[(int)handle] : throw Damaged();
            case NewClass:
                return ReadNewClass(depth);
            default:
                throw Damaged();
        }
    }

    private ClassDescription ReadNewClass(int depth)
    {
        ClassDescription description = new() { Name = _reader.ReadText() };
        _reader.ReadUInt64();
        _handles.Add(description);
        description.Flags = _reader.ReadByte();
        for (int left = _reader.ReadUInt16(); left > 0; left--)
        {
            char type = (char)_reader.ReadByte();
            description.FieldTypes.Add(type);
            _reader.ReadText();
            if (type is 'L' or '[')
            {
                SkipContent(depth + 1);
            }
        }

        if (_reader.ReadByte() != EndOfBlock)
        {
            throw Damaged();
        }

        description.Super = ReadClass(depth + 1);
        return description;
    }

    private KeyStoreException Damaged() => _context.Failed(KeyStoreFailure.Damaged, "A secret key is damaged, and what comes after it cannot be found.");

    private sealed class ClassDescription
    {
        public required string Name { get; init; }

        public byte Flags { get; set; }

        public List<char> FieldTypes { get; } = [];

        public ClassDescription? Super { get; set; }
    }

    private const uint StreamHeader = 0xaced0005;
    private const byte NullReference = 0x70;
    private const byte PreviousObject = 0x71;
    private const byte NewClass = 0x72;
    private const byte NewObject = 0x73;
    private const byte NewString = 0x74;
    private const byte NewArray = 0x75;
    private const byte EndOfBlock = 0x78;
    private const byte WritesItself = 0x01;
    private const byte Serializable = 0x02;
    private const uint FirstHandle = 0x7e0000;

    // Protects the stack; the objects that Java writes here are two deep.
    private const int DeepestNesting = 16;
}
