import os
import sys
from contextlib import suppress

import anyio
from mcp import Client, MCPError
from mcp.client.stdio import StdioServerParameters
from mcp.server.mcpserver import MCPServer
from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor

provider = TracerProvider()
provider.add_span_processor(SimpleSpanProcessor(OTLPSpanExporter()))
trace.set_tracer_provider(provider)

server = MCPServer('weather', version='1.0.0')


@server.tool()
def get_weather(city: str) -> str:
    if city != 'Oslo':
        raise ValueError('No such city')
    return '21 degrees'


@server.prompt()
def greet(name: str) -> str:
    return f'Say hello to {name}.'


@server.resource('weather://oslo')
def oslo() -> str:
    return '21 degrees'


async def everything(client: Client) -> None:
    await client.list_tools()
    await client.call_tool('get_weather', {'city': 'Oslo'})
    await client.call_tool('get_weather', {'city': 'Atlantis'})
    await client.get_prompt('greet', {'name': 'Ada'})
    await client.read_resource('weather://oslo')
    with suppress(MCPError):
        await client.get_prompt('nothing')


async def main() -> None:
    for mode in ('legacy', 'auto'):
        async with Client(server, mode=mode) as client:
            await everything(client)
    child = StdioServerParameters(command=sys.executable, args=['scenario.py', 'server'], env=dict(os.environ))
    async with Client(child) as client:
        await client.call_tool('get_weather', {'city': 'Oslo'})


if sys.argv[1:] == ['server']:
    server.run('stdio')
else:
    anyio.run(main)
provider.shutdown()
