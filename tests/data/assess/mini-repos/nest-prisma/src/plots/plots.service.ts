import { Injectable } from '@nestjs/common';
import { ConfigService } from '@nestjs/config';

@Injectable()
export class PlotsService {
  constructor(private readonly config: ConfigService) {}

  all() {
    return [this.config.get<string>('PLOT_LIMIT')];
  }

  one(id: string) {
    return id;
  }

  add(body: object) {
    return body;
  }
}
