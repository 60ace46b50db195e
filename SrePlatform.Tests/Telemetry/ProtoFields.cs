using System.Globalization;
using System.Text;

namespace SrePlatform.Tests.Telemetry;

/// <summary>The fields of a message in the wire format of Protocol Buffers, as far as traces need it.</summary>
internal sealed class ProtoFields
{
    private readonly List<(int Number, byte[] Bytes, ulong Value)> _fields = [];

    public static ProtoFields Of(byte[] message)
    {
        var fields = new ProtoFields();
        var at = 0;
        while (at < message.Length)
        {
            var tag = Varint(message, ref at);
            var number = (int)(tag >> 3);
            switch (tag & 7)
            {
                case 0:
                    fields._fields.Add((number, [], Varint(message, ref at)));
                    break;
                case 1:
                    at += 8;
                    break;
                case 2:
                    var length = (int)Varint(message, ref at);
                    fields._fields.Add((number, message[at..(at + length)], 0));
                    at += length;
                    break;
                case 5:
                    at += 4;
                    break;
                default:
                    throw new InvalidDataException($"Wire type {tag & 7} at byte {at}.");
            }
        }

        return fields;
    }

    public bool Has(int number) => _fields.Any(field => field.Number == number);

    public IEnumerable<ProtoFields> Messages(int number) => _fields.Where(field => field.Number == number).Select(field => Of(field.Bytes));

    public string Text(int number) => Encoding.UTF8.GetString(Bytes(number));

    public string Hex(int number) => Convert.ToHexStringLower(Bytes(number));

    public string Number(int number) => _fields.FirstOrDefault(field => field.Number == number).Value.ToString(CultureInfo.InvariantCulture);

    private byte[] Bytes(int number) => _fields.FirstOrDefault(field => field.Number == number).Bytes ?? [];

    private static ulong Varint(byte[] message, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = message[at++];
            value |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }
    }
}
