import { All, Controller, Get, HttpCode, Version } from '@nestjs/common';
import { TOOLS } from '@app/common/paths';

@Controller({ path: [TOOLS, 'implements'], version: '2' })
export class ToolsController {
  @HttpCode(200)
  @Get('rakes')
  rakes() {
    return [];
  }

  @Version(['2', '3'])
  @Get('spades')
  spades() {
    return [];
  }

  @All('lost')
  lost() {
    return [];
  }
}
