import asyncio
import os
import sys
from contextlib import suppress

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.instrumentation.mcp import McpInstrumentor
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor

os.environ['TRACELOOP_TRACE_CONTENT'] = 'true'
provider = TracerProvider()
provider.add_span_processor(SimpleSpanProcessor(OTLPSpanExporter()))
McpInstrumentor().instrument(tracer_provider=provider)

# The instrumentation waits for these imports.
from fastmcp import Client, FastMCP
from fastmcp.client.transports import StdioTransport
from fastmcp.exceptions import McpError, ToolError

server = FastMCP('weather', version='1.0.0')


@server.tool
def get_weather(city: str) -> str:
    if city != 'Oslo':
        raise ToolError('No such city')
    return '21 degrees'


@server.prompt
def greet(name: str) -> str:
    return f'Say hello to {name}.'


@server.resource('weather://oslo')
def oslo() -> str:
    return '21 degrees'


async def main() -> None:
    transport = StdioTransport(sys.executable, ['scenario.py', 'server'], env=dict(os.environ), keep_alive=False)
    async with Client(transport) as client:
        await client.list_tools()
        await client.call_tool('get_weather', {'city': 'Oslo'})
        await client.call_tool('get_weather', {'city': 'Atlantis'}, raise_on_error=False)
        await client.get_prompt('greet', {'name': 'Ada'})
        await client.read_resource('weather://oslo')
        with suppress(McpError):
            await client.get_prompt('nothing')


if sys.argv[1:] == ['server']:
    server.run('stdio', show_banner=False)
else:
    asyncio.run(main())
provider.shutdown()
