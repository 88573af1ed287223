import asyncio
from contextlib import suppress

from fastmcp import Client, FastMCP
from fastmcp.exceptions import MCPError, ToolError
from fastmcp.utilities.tests import run_server_async
from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor

provider = TracerProvider()
provider.add_span_processor(SimpleSpanProcessor(OTLPSpanExporter()))
trace.set_tracer_provider(provider)

server = FastMCP('weather', version='1.0.0')
cities = FastMCP('cities')


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


cities.tool(lambda: 'Oslo', name='nearest')
server.mount(cities, namespace='cities')


async def everything(client: Client) -> None:
    await client.list_tools()
    await client.call_tool('get_weather', {'city': 'Oslo'})
    await client.call_tool('get_weather', {'city': 'Atlantis'}, raise_on_error=False)
    await client.get_prompt('greet', {'name': 'Ada'})
    await client.read_resource('weather://oslo')
    await client.call_tool('cities_nearest')
    with suppress(MCPError):
        await client.get_prompt('nothing')


async def main() -> None:
    async with Client(server) as client:
        await everything(client)
    async with run_server_async(server) as url, Client(url, mode='legacy') as client:
        await client.call_tool('get_weather', {'city': 'Oslo'})
        await client.call_tool('get_weather', {'city': 'Atlantis'}, raise_on_error=False)


asyncio.run(main())
provider.shutdown()
